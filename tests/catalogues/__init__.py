"""What the tests of the catalogues measure by: the kanji of the school years, plain Japanese, keys in the code."""
