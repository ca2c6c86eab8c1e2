# "records" twice: a lenient reader takes the one, a lenient auditor the other.
text '{"records": [], "records": []}'
seal
send
