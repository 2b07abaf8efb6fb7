"""What a turn writes beside its conversation, each once: the shell commits all of them in the turn's transaction."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.consents import Cadence, Consent, Disclosure
from bot.core.conversation import Reach
from bot.core.ids import ConversationId, IncidentId, NoticeId, PersonId, ReportId
from bot.core.replies import Reply
from bot.core.reports import Report


@dataclass(frozen=True, slots=True)
class ReportMade:
    report: Report


@dataclass(frozen=True, slots=True)
class CheckInBegan:
    """The person has reacted, but how they are is still not known."""

    incident: IncidentId
    person: PersonId


@dataclass(frozen=True, slots=True)
class ReachChanged:
    conversation: ConversationId
    reach: Reach


@dataclass(frozen=True, slots=True)
class MessageRetracted:
    """LINE `unsend`: the stored words of that message are to be erased (line.md 10.1)."""

    conversation: ConversationId
    message: str


@dataclass(frozen=True, slots=True)
class ConsentStated:
    """A consent was given, or refused: a new row of the ledger, and on its way to the city OS."""

    consent: Consent


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """It counts from this moment here, whenever the city OS hears of it."""

    consent: str
    person: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class ConsentConfirmed:
    """Yes, once more, as the cadence asks."""

    consent: str
    person: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class CadenceChosen:
    """How often the person wants to be asked: it holds for all of their consents from here on."""

    person: PersonId
    cadence: Cadence
    at: datetime


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


class NoticeKind(StrEnum):
    """Why staff should look."""

    RESCUE = "rescue"
    POSSIBLE_DISTRESS = "possible_distress"
    INJURY = "injury"
    CONTESTED = "contested"
    REPORT_WITHOUT_INCIDENT = "report_without_incident"
    UNVERIFIED_REPORT = "unverified_report"
    HANDOFF = "handoff"
    UNDELIVERED = "undelivered"
    CONSENT_DIFFERS = "consent_differs"
    """What the city OS says and what was said here are not the same; the stricter holds."""
    SUBJECT_UNKNOWN = "subject_unknown"
    """Somebody signed in at the city OS whom the register does not know."""
    CONSENT_ENDED = "consent_ended"
    """A consent by which the city itself saw something has ended."""
    ACCOUNT_LINKED = "account_linked"
    """A new account was linked to somebody under a disclosure block, of which their other accounts are not told."""


@dataclass(frozen=True, slots=True)
class NoticeRaised:
    """One line on the city's board. `words` only where staff must read what the person wrote."""

    id: NoticeId
    kind: NoticeKind
    at: datetime
    drill: bool
    conversation: ConversationId | None = None
    about: PersonId | None = None
    incident: IncidentId | None = None
    report: ReportId | None = None
    words: str | None = None


Record = (
    ReportMade
    | CheckInBegan
    | ReachChanged
    | MessageRetracted
    | NoticeRaised
    | ConsentStated
    | ConsentWithdrawn
    | ConsentConfirmed
    | CadenceChosen
    | AccountTied
    | AccountUntied
    | CodeTried
)


class Priority(StrEnum):
    """Order in the outbox: a call for help goes ahead of all other mail."""

    URGENT = "urgent"
    NORMAL = "normal"
    BULK = "bulk"


@dataclass(frozen=True, slots=True)
class Message:
    """Something for somebody else than the one who spoke, on every account that person has.

    `disclosures` are written in the same transaction as the message that carries them.
    """

    to: PersonId
    replies: tuple[Reply, ...]
    disclosures: tuple[Disclosure, ...] = ()
    priority: Priority = Priority.NORMAL
    drill: bool = False
    incident: IncidentId | None = None
    only: ConversationId | None = None
    """This account alone, whether it is still theirs or not: it is told that it no longer is."""
    once: str | None = None
    """What it is known by where several turns may send the same: it goes out once."""
