import ArgumentParser

MingdaiBench.main()
