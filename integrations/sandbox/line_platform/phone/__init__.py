"""What people do with their phones: write, tap, send, block, join. Tests and the phone page drive these."""
