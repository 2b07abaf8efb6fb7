"""見守り: a greeting at a chosen hour on ordinary days, and a drill of two taps each month; only for who wishes it."""
