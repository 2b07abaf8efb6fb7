"""The LINE channel: webhook in, messages out. LINE's rules and the SDK's traps stop here."""
