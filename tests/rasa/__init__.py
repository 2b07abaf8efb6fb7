"""Tests against the real Rasa: `make test-rasa` sets it up, trains it and runs them; `make test` leaves them out."""
