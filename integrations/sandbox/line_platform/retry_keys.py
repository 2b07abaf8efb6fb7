"""Retry keys: an accepted one answers 409 for 24 hours and is unknown afterwards (line.md 2.3)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LIFE_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Accepted:
    """The first answer under a key. `sent_messages` is None where the call's answer has none (multicast)."""

    request_id: str
    at_ms: int
    fingerprint: bytes
    sent_messages: Sequence[Mapping[str, str]] | None


def fingerprint(body: bytes) -> bytes:
    """Tells one body from another without keeping either."""
    return hashlib.sha256(body).digest()


class RetryKeys:
    """The accepted keys of the channel."""

    def __init__(self) -> None:
        self._accepted: dict[str, Accepted] = {}
        self.changed_bodies: list[str] = []
        """Keys that came again with another body: a mistake of the bot that LINE does not report."""

    def accepted(self, key: str, body: bytes, now_ms: int) -> Accepted | None:
        """What was accepted under `key` in the last 24 hours."""
        first = self._accepted.get(key)
        if first is None:
            return None
        if now_ms - first.at_ms > LIFE_MS:
            del self._accepted[key]
            return None
        if first.fingerprint != fingerprint(body):
            self.changed_bodies.append(key)
        return first

    def accept(self, key: str, answer: Accepted) -> None:
        self._accepted[key] = answer
