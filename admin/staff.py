"""Who sits at the console: a member of the city's staff by name, or only somebody who knows the shared code."""

from dataclasses import dataclass

from bot.core.ids import PersonId
from bot.core.people import Office, Role
from bot.rules.triggers.deciding import may_decide


@dataclass(frozen=True, slots=True)
class Staff:
    """Proven by the city OS. `offices`: of the register (roles.csv), as they stood when they were read last."""

    person: PersonId
    name: str
    offices: frozenset[Office]

    @property
    def may_decide(self) -> bool:
        """Proposals, incidents, messages to an audience: a named member of staff decides them (promise 6)."""
        return may_decide(map(Role, self.offices))
