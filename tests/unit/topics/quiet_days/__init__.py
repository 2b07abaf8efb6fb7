"""The topic of ordinary days."""
