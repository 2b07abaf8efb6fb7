"""What topics ask about codes and sign-ins."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.ids import ConversationId, PersonId, derived_id
from bot.core.people import Person
from bot.core.records import TiedBy
from bot.core.requests.request import Request


class CodeFault(StrEnum):
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    """Its time is over, it was used, or a newer code of the same person took its place."""
    TOO_MANY_TRIES = "too_many_tries"


@dataclass(frozen=True, slots=True)
class CodeHolder:
    """Whom a one-time code would link, or why it links nobody. `digest` is what is stored of the code.

    `tries_left`: how many wrong codes may still be tried here after this one, where it is wrong.
    """

    person: Person | None = None
    digest: str = ""
    fault: CodeFault | None = None
    tries_left: int = 0


@dataclass(frozen=True, slots=True)
class HolderOfCode(Request[CodeHolder]):
    """A one-time code as it was typed, digits only; tries are counted by conversation, and on the web by network."""

    code: str
    conversation: ConversationId
    at: datetime
    network: str | None = None


@dataclass(frozen=True, slots=True)
class StandingCode(Request[CodeHolder]):
    """The code of a digest that was answered a turn ago: whether it still links, and whom."""

    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SignedInBy(Request[Person | None]):
    """Who signed in at the city OS on the way that this nonce stands for; each nonce answers once (line.md 5.1)."""

    nonce: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LinkedAccount:
    """One account of a person: by which way it was tied and when, both None where it came with the city's files.

    `id` stands for it on buttons: the address behind it is nobody's to see.
    """

    id: str
    conversation: ConversationId
    by: TiedBy | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class AccountsOf(Request[tuple[LinkedAccount, ...]]):
    """All accounts that are this person's now, those from the city's files first, then the oldest first."""

    person: PersonId


def linked_account(
    conversation: ConversationId, person: PersonId, by: TiedBy | None, since: datetime | None
) -> LinkedAccount:
    return LinkedAccount(derived_id("account", conversation, person), conversation, by, since)


@dataclass(frozen=True, slots=True)
class SignInAddress(Request[str]):
    """Where to send somebody so that this conversation is linked to them by the city OS.

    Raises:
        Unavailable: no city OS is configured, or LINE gives no link token now.
    """

    conversation: ConversationId
