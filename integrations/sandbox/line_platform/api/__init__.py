"""The Messaging API as a bot sees it: one table of routes, one door that all calls pass."""
