"""Words that staff type and that will stand in messages to everybody: one line, nothing that breaks it. Pure."""

import re

_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def one_line(words: str) -> str:
    return " ".join(_BREAKING.sub(" ", words).split())
