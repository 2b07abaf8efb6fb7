"""`anpi nlu ...`: what is understood, how well, and what staff teach it."""
