# Neither manifest nor signature.
send
