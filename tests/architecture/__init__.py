"""What holds for the whole tree: import contracts, sizes, names, docstrings, dependencies, nothing of one machine."""
