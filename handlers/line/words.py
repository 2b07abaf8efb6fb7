"""Strings from the wire: free of what databases and channels choke on, and never longer than agreed."""

import re
from typing import Any

_UNSPEAKABLE = re.compile("[\x00\ud800-\udfff]")


def clean(value: Any, limit: int) -> str:
    """Without NULs and lone surrogates, at most `limit` characters; empty where it is no string."""
    return _UNSPEAKABLE.sub("", value)[:limit] if isinstance(value, str) else ""
