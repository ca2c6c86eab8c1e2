MingdaiBench.main()
