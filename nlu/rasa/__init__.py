"""The Rasa project, trained and served in its own Python 3.10 environment (`make rasa`); Anpi never imports it."""
