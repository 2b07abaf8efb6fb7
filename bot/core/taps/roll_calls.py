"""Taps under a list of many people that waits to be confirmed."""

from dataclasses import dataclass

from bot.core.ids import PersonId


@dataclass(frozen=True, slots=True)
class ConfirmRollCall:
    """「この内容で報告する」"""

    roll_call: str


@dataclass(frozen=True, slots=True)
class MendRollCall:
    """「なおす」"""

    roll_call: str


@dataclass(frozen=True, slots=True)
class DropRollCall:
    """「ぜんぶ取り消す」"""

    roll_call: str


@dataclass(frozen=True, slots=True)
class ShowRollCall:
    """「つづきを見る」: the lines from this number on."""

    roll_call: str
    start: int


@dataclass(frozen=True, slots=True)
class ChooseInRollCall:
    """The answer to the question about one line: the option of `size` people that begins with `person`.

    None: 「わからない」.
    """

    roll_call: str
    line: str
    person: PersonId | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class NobodyInRollCall:
    """「この中にはいない」, where somebody had to be taken out of a whole block."""

    roll_call: str
    line: str


@dataclass(frozen=True, slots=True)
class RollCallForReal:
    """In the middle of a drill: what was told of somebody in danger is no drill (promise 5)."""

    roll_call: str
