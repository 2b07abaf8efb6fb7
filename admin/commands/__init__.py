"""What staff change, and the ledger of what they were shown. Each command is one transaction and leaves a trace."""
