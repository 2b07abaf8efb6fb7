"""The check-in: how are you, where are you, is anything lacking. The first word counts at once."""
