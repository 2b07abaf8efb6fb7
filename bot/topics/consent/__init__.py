"""What one agrees to, and who has looked: shown, given, stopped, in plain words and one tap each."""
