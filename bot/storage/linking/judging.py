"""What a typed code is worth: pure, the same over SQL and in memory."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.people import Person
from bot.core.requests import CodeFault, CodeHolder

MAX_TRIES = 5
"""Wrong codes in one conversation within `WITHIN`."""

MAX_TRIES_OF_A_NETWORK = 60
"""Wrong codes from one network within `WITHIN`, in all its web chats together: an account there costs nothing, so that
five tries each would be no limit. One on LINE costs a telephone number. Who guesses closes the codes for nobody else,
but for those who share the network; a whole shelter may."""

MAX_TRIES_ON_THE_WEB = 500
"""Wrong codes in all web chats together within `WITHIN`, against guessing from many networks at once. With 200 codes
handed out that finds one in a thousand hours; whoever wants to close the codes for everybody needs nine networks."""

WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class StoredCode:
    digest: str
    person: Person
    expires_at: datetime
    used: bool


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong codes within the last hour: in this conversation, and on the web from its network and from all."""

    here: int
    of_the_network: int = 0
    on_the_web: int = 0

    @property
    def are_too_many(self) -> bool:
        of_many = self.of_the_network >= MAX_TRIES_OF_A_NETWORK or self.on_the_web >= MAX_TRIES_ON_THE_WEB
        return self.here >= MAX_TRIES or of_many


def judged(found: StoredCode | None, tries: Tries, at: datetime) -> CodeHolder:
    """After too many wrong tries even the right code opens nothing for a while."""
    if tries.are_too_many:
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
