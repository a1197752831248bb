"""The rooms of the command line: what `onrecord` prints and runs. Knows the contract, no engine."""
