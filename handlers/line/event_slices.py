"""Cuts a webhook body into its events without reading them, so that one unreadable event costs no neighbour."""

import re

# An unclosed string runs to the end of the text, so that every `"` matches and the walk stays linear.
_STRING = r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)'
_STEP = re.compile(rf"{_STRING}|[\[\]{{}},]", re.DOTALL)
_EVENTS_KEY = re.compile(r'"events"\s*:\s*\[')


def event_slices(text: str) -> tuple[str, ...] | None:
    """The source text of each member of the top-level list `events`; None where there is no such list, or no end to it.

    Walks the brackets without recursion, so any depth is fine. Whether a slice is JSON is the reader's business.
    """
    start = _start_of_events(text)
    return None if start is None else _members(text, start)


def _start_of_events(text: str) -> int | None:
    """Right after the `[` of the key `events` of the outermost object."""
    depth = 0
    for step in _STEP.finditer(text):
        mark = step[0]
        if depth == 1 and mark == '"events"' and (key := _EVENTS_KEY.match(text, step.start())):
            return key.end()
        depth += (mark in "[{") - (mark in "]}")
    return None


def _members(text: str, start: int) -> tuple[str, ...] | None:
    members: list[str] = []
    depth, begin = 0, start
    for step in _STEP.finditer(text, start):
        mark = step[0]
        closes = mark in "]}"
        if depth > 0 or not (closes or mark == ","):
            depth += (mark in "[{") - closes
            continue
        members.append(text[begin : step.start()].strip())
        begin = step.end()
        if closes:
            return tuple(filter(None, members))
    return None
