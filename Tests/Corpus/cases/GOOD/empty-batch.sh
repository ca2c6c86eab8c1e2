# A batch of nothing is a batch.
records
seal
send
