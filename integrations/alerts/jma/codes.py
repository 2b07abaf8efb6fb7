"""The JMA's codes: which telegram is of which kind, which code has which level. The table is data, codes.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bot.core.alerts import AlertKind


class Form(StrEnum):
    """How a telegram is read."""

    WARNINGS = "warnings"
    MIXED_WARNINGS = "mixed_warnings"
    """Until 2026 all warnings of a prefecture stood in one telegram."""
    LANDSLIDES = "landslides"
    FLOODS = "floods"
    BULLETINS = "bulletins"
    EARTHQUAKES = "earthquakes"
    TSUNAMIS = "tsunamis"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code stands for."""

    kind: AlertKind | None = None
    level: int | None = None
    lifts: bool = False
    none: bool = False


Table = Mapping[str, Meaning]


@dataclass(frozen=True, slots=True)
class Codes:
    titles: Mapping[str, tuple[Form, AlertKind]]
    warnings: Table
    landslides: Table
    floods: Table
    tsunamis: Table
    intensities: Mapping[str, str]

    def of_title(self, title: str) -> tuple[Form, AlertKind]:
        return self.titles.get(title, (Form.UNKNOWN, AlertKind.UNKNOWN))


@cache
def codes() -> Codes:
    told = yaml.safe_load(files(__package__).joinpath("codes.yaml").read_text("utf-8"))
    return Codes(
        {title: (Form(form), AlertKind(kind)) for title, (form, kind) in told["titles"].items()},
        _table(told["warnings"]),
        _table(told["landslides"]),
        _table(told["floods"]),
        _table(told["tsunamis"]),
        told["intensities"],
    )


def _table(told: Mapping[str, Mapping[str, Any]]) -> Table:
    return {code: _meaning(**meaning) for code, meaning in told.items()}


def _meaning(kind: str | None = None, level: int | None = None, *, lifts: bool = False, none: bool = False) -> Meaning:
    return Meaning(AlertKind(kind) if kind else None, level, lifts, none)
