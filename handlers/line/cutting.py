"""Cuts words to LINE's limits in LINE's units, never through the middle of a character (text-character-count page)."""

import regex

_ELLIPSIS = "…"
_GRAPHEME = regex.compile(r"\X")


def to_utf16_units(words: str, limit: int) -> str:
    """At most `limit` UTF-16 code units, as texts and altText are counted."""
    if len(words) * 2 <= limit or _units(words) <= limit:
        return words
    kept, room = [], limit - len(_ELLIPSIS)
    for cluster in _GRAPHEME.findall(words[:limit]):
        room -= _units(cluster)
        if room < 0:
            break
        kept.append(cluster)
    return "".join(kept) + _ELLIPSIS


def to_graphemes(words: str, limit: int) -> str:
    """At most `limit` grapheme clusters, as labels are counted: a family emoji is one."""
    if len(words) <= limit:
        return words
    clusters = _GRAPHEME.findall(words)
    return words if len(clusters) <= limit else "".join(clusters[: limit - 1]) + _ELLIPSIS


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2
