"""A city's CSV files, read and checked. Pure: bytes come in, lines and problems go out; writing them is elsewhere."""
