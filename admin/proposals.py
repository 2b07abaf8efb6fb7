"""Proposals as the board shows them: what waits, with what announced it and how many it would reach; what was decided.

Values, and nothing personal among them but the name of the member of staff who decided.
"""

from dataclasses import dataclass

from bot.core.alerts import Alert
from bot.core.proposals import Proposal
from bot.core.quota import Quota
from bot.storage.alerts import Before
from bot.storage.questions import Audience


@dataclass(frozen=True, slots=True)
class Pending:
    """`where`: names of its districts, none for the whole city. `incident`: the title of the open one it is about."""

    proposal: Proposal
    where: tuple[str, ...]
    asked: Audience
    behind: tuple[Alert, ...]
    incident: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """`by`: the name of whoever decided; empty where nobody did."""

    proposal: Proposal
    by: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """All of both worlds, the newest first."""

    pending: tuple[Pending, ...] = ()
    decided: tuple[Decided, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """What staff look at before the second tap. `quota` None: LINE does not say what is left of the month."""

    before: Before
    quota: Quota | None


NONE_PROPOSED = Proposed()
