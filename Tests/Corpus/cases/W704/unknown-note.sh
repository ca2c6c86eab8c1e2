# A claim for a note that nobody disbursed: kept, and judged in settlement.
records "$(claim R1 N1)"
seal
send
