"""Declared emergencies (有事) as the console shows them: values, with the names of districts and of who declared."""

from dataclasses import dataclass

from bot.core.incidents import Emergency
from bot.core.people import District


@dataclass(frozen=True, slots=True)
class Declared:
    """`where`: names of its districts, none for the whole city. `by`: a name; empty where the register has lost it."""

    emergency: Emergency
    where: tuple[str, ...]
    by: str = ""


@dataclass(frozen=True, slots=True)
class Emergencies:
    """`standing`: those that hold now; `over`: those that ended last, the newest first."""

    standing: tuple[Declared, ...]
    over: tuple[Declared, ...]
    districts: tuple[District, ...]
