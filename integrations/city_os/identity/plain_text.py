"""Text from outside, as it may stand in a record: one line, no control characters, not longer than its place."""


def read_text(value: object, longest: int) -> str | None:
    """The text on one line; None for what is no text, empty, or longer than `longest` characters.

    Characters are kept as they are: the variants of kanji in names are part of the name.
    """
    if not isinstance(value, str) or len(value) > longest:
        return None
    line = "".join(sign for sign in " ".join(value.split()) if sign.isprintable())
    return line or None
