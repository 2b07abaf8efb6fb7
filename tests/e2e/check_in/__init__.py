"""The check-in from outside: real processes, real webhooks, the phones of a stand-in for LINE, and nothing else."""
