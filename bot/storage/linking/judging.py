"""What a typed code is worth: pure, the same over SQL and in memory."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.people import Person
from bot.core.requests import CodeFault, CodeHolder

MAX_TRIES = 5
"""Wrong codes in one conversation within `WITHIN`."""

MAX_TRIES_ON_THE_WEB = 60
"""Wrong codes in all web chats together within `WITHIN`: an account there costs nothing, so that five tries each would
be no limit. One on LINE costs a telephone number."""

WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class StoredCode:
    digest: str
    person: Person
    expires_at: datetime
    used: bool


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong codes within the last hour: in this conversation, and in all on the web where it is one of them."""

    here: int
    on_the_web: int = 0


def judged(found: StoredCode | None, tries: Tries, at: datetime) -> CodeHolder:
    """After too many wrong tries even the right code opens nothing for a while."""
    if tries.here >= MAX_TRIES or tries.on_the_web >= MAX_TRIES_ON_THE_WEB:
        return CodeHolder(fault=CodeFault.TOO_MANY_TRIES)
    left = MAX_TRIES - tries.here - 1
    if found is None:
        return CodeHolder(fault=CodeFault.UNKNOWN, tries_left=left)
    if not links(found, at):
        return CodeHolder(fault=CodeFault.EXPIRED, tries_left=left)
    return CodeHolder(found.person, found.digest)


def standing(found: StoredCode | None, at: datetime) -> CodeHolder:
    """A code that was right a turn ago."""
    if found is None or not links(found, at):
        return CodeHolder(fault=CodeFault.EXPIRED)
    return CodeHolder(found.person, found.digest)


def links(code: StoredCode, at: datetime) -> bool:
    return not code.used and at < code.expires_at
