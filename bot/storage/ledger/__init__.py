"""The ledger over SQL: who agreed to what, who was shown what, and when an emergency stood, in one chain of hashes."""
