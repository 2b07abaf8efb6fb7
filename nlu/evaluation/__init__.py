"""Measures an engine on utterances that were written by hand, apart from the training data, and never trained on."""
