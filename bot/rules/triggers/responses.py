"""What an alert leads to: a closed union, and what is known when that is decided."""

from dataclasses import dataclass

from bot.core.alerts import Alert
from bot.core.people import District
from bot.core.proposals import Draft
from bot.rules.triggers.matters import Matter
from bot.rules.triggers.why import Why


@dataclass(frozen=True, slots=True)
class Known:
    """`latest`: the newest alert of the same source and series that was kept before, where there is one."""

    city: str
    districts: tuple[District, ...] = ()
    matters: tuple[Matter, ...] = ()
    latest: Alert | None = None


@dataclass(frozen=True, slots=True)
class Propose:
    """Something new has happened."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class Join:
    """An aftershock, or a repeat: nothing is sent. `draft`: what it announces."""

    matter: Matter
    draft: Draft


@dataclass(frozen=True, slots=True)
class Raise:
    """The matter is graver than before, or reaches further: one new message there."""

    matter: Matter
    draft: Draft


@dataclass(frozen=True, slots=True)
class Correct:
    """What led to a proposal or an incident was wrong, or holds no more, and nothing holds instead."""

    matter: Matter


@dataclass(frozen=True, slots=True)
class Keep:
    why: Why


Response = Propose | Join | Raise | Correct | Keep
