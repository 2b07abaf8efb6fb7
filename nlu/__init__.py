"""Text to Understanding: normalisation, a lexicon that a city can extend, and the embedded interpreter."""
