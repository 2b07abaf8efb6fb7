"""`anpi bench`: benchmarks, each a module. Each measures its figure and its yardstick in the same run, by turns.

Everything in them is invented, and nothing of the environment's settings is read.
"""
