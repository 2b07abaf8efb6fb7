"""What did not fit in one telegram, in words for staff."""

from typing import Final

_MOST: Final = 30
_LONGEST: Final = 200


class Faults:
    """Each fault once, in the order of finding; a telegram full of faults does not fill the screen."""

    def __init__(self) -> None:
        self._found: dict[str, None] = {}

    def add(self, fault: str) -> None:
        self._found.setdefault(fault[:_LONGEST])

    def told(self) -> tuple[str, ...]:
        found = tuple(self._found)
        if len(found) <= _MOST:
            return found
        return (*found[:_MOST], f"ほかに{len(found) - _MOST}件")
