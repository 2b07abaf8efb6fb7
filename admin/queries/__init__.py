"""What the console reads. Nothing here writes, and nothing here decides what may be shown."""
