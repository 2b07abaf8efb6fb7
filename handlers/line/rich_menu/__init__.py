"""The menu under the chat, one per role: what is in it, its picture, and setting it up at LINE."""
