"""A message about many: whom its sender may tell of, what each statement means, and which reports come of it. Pure."""
