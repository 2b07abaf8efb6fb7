"""The storm: thousands of events at real processes that are killed again and again."""
