"""Linear models over what stands in a text, read without the library that trained them."""
