"""Trains the embedded engine from the same files as Rasa. Only this package imports scikit-learn."""
