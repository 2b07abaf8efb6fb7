"""What the console's lists read, and what staff do on them, over real databases."""
