"""What staff say of people: reports of their own, and reports of others that they take out. Each one transaction."""
