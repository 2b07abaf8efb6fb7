"""What lasts: tables, stores, migrations, lanes, wake-ups. Knows the words of the core, and nothing of any channel."""
