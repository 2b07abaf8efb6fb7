"""What a turn writes of the accounts that are tied to people."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.ids import ConversationId, PersonId


class TiedBy(StrEnum):
    """How an account was found to be somebody's."""

    CODE = "code"
    CITY_OS = "city_os"


@dataclass(frozen=True, slots=True)
class AccountTied:
    """From here on this conversation is this person's; `code` is the digest of a one-time code that is used up.

    `browser`: in the web chat, the one that typed the code. Only it gets the new cookie; the old one is void.
    """

    conversation: ConversationId
    person: PersonId
    by: TiedBy
    code: str | None = None
    browser: str | None = None


class EndedBy(StrEnum):
    """Over which road the link of an account was ended; CITY_OS: the sign-in behind it has ended."""

    ITSELF = "itself"
    ANOTHER = "another_account"
    STAFF = "staff"
    CITY_OS = "city_os"


@dataclass(frozen=True, slots=True)
class AccountUntied:
    """`staff`: who of the city ended it, where it was the city."""

    conversation: ConversationId
    person: PersonId
    by: EndedBy = EndedBy.ITSELF
    staff: PersonId | None = None


@dataclass(frozen=True, slots=True)
class CodeTried:
    """A code that fits nobody was tried here: only a few tries are allowed."""

    conversation: ConversationId
    at: datetime
    network: str | None = None
