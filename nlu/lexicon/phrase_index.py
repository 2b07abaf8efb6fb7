"""Finds the phrases that begin at a place in a text, at a cost that does not depend on how many there are."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class PhraseIndex(Generic[T]):
    """Phrases with what they mean; a phrase may mean several things."""

    __slots__ = ("_lengths", "_meanings")

    def __init__(self) -> None:
        self._meanings: dict[str, tuple[T, ...]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        """By the first two characters (or the only one): the lengths that occur, ascending."""

    def add(self, phrase: str, meaning: T) -> None:
        known = self._meanings.get(phrase, ())
        if meaning in known:
            return
        self._meanings[phrase] = (*known, meaning)
        lengths = self._lengths.get(phrase[:2], ())
        if len(phrase) not in lengths:
            self._lengths[phrase[:2]] = tuple(sorted((*lengths, len(phrase))))

    def at(self, text: str, start: int) -> Iterator[tuple[int, tuple[T, ...]]]:
        """(end, meanings) of each phrase that begins at `start`, shortest first."""
        opening = text[start : start + 2]
        lone = self._meanings.get(opening[:1])
        if lone is not None:
            yield start + 1, lone
        if len(opening) < 2:
            return
        for length in self._lengths.get(opening, ()):
            meanings = self._meanings.get(text[start : start + length])
            if meanings is not None and start + length <= len(text):
                yield start + length, meanings

    def longest_at(self, text: str, start: int) -> int:
        """End of the longest phrase that begins at `start`; `start` itself where there is none."""
        end = start
        for reached, _ in self.at(text, start):
            end = reached
        return end
