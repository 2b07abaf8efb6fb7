"""The association's group chat: counts, and the way to the private chat; never how a single person is."""
