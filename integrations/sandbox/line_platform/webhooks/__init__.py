"""From the platform to the bot: events, signed, posted, disturbed and redelivered."""
