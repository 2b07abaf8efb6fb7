"""Stand-ins for the services outside Anpi, for the demo and the tests; nothing here reaches a real one."""
