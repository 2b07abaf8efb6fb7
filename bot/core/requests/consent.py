"""What topics ask about the ledger."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.consents import Disclosure
from bot.core.ids import PersonId
from bot.core.people import Person, Relation, Role
from bot.core.requests.request import Request


@dataclass(frozen=True, slots=True)
class Look:
    """One disclosure of the ledger, and the recipient as the person knows them."""

    at: datetime
    disclosure: Disclosure
    recipient: Person | None
    """None where the register does not know them any more."""
    relation: Relation | None = None
    """The person's own row towards the recipient: it holds the word 娘."""
    offices: tuple[Role, ...] = ()
    drill: bool = False
    incident_title: str = ""
    """What the incident of the disclosure was called; empty where there was none."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The newest first, at most as many as asked for, and how many there are in all."""

    looks: tuple[Look, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class DisclosuresOf(Request[Looks]):
    """Who was shown something of this person, the newest `limit` of the ledger."""

    person: PersonId
    limit: int = 10
