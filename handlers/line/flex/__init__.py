"""Flex Messages for old eyes (line.md 12): large, wrapping, scaling with LINE's own font setting, high in contrast."""
