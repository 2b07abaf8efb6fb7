"""The city OS: the residents' own system that Anpi takes identity, consent and data from."""
