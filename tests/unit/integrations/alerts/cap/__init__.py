"""CAP 1.2, in and out."""
