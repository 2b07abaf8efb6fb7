"""The city OS's interfaces over real connections."""
