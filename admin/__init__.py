"""The staff console: its own app and port. Pages call queries (reads) and commands (writes, audited)."""
