"""Columns that only the program can read: sealed with AES-GCM before they reach the database, opened after it."""
