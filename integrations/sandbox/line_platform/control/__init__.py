"""The control API under `/sandbox`: what tests and the phone page use; LINE has nothing like it."""
