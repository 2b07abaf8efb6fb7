"""Roll calls: messages as leaders, commissioners and supporters write them, and what must be read of them."""
