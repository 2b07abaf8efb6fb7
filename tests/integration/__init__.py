"""Several parts together, over real connections."""
