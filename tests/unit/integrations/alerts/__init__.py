"""What authorities announce, read and written."""
