"""Erases what has been kept long enough, kind by kind, in small transactions. What is counted stays counted."""
