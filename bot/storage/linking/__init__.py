"""How accounts find their people: one-time codes, ties, sign-ins on their way, nonces and the city OS's ids."""
