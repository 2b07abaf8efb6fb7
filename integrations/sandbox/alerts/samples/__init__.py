"""The telegrams that the sandbox has ready: samples.yaml lists them, each is a template beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any, Final

import yaml

JAPAN: Final = timezone(timedelta(hours=9))
_DAYS: Final = {"today": 0, "tomorrow": 1, "day_after": 2}
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")


class Status(StrEnum):
    """What `Control/Status` will say."""

    REAL = "real"
    TRAINING = "training"
    TEST = "test"


_WORDS: Final = {Status.REAL: "通常", Status.TRAINING: "訓練", Status.TEST: "試験"}


@dataclass(frozen=True, slots=True)
class Sample:
    """`after`: the samples that it says something more of. `needs_one`: it says nothing without one of them."""

    id: str
    name: str
    feed: str
    telegram: str
    after: tuple[str, ...] = ()
    needs_one: bool = False

    def written(self, status: Status, at: datetime, event: str, serial: int) -> bytes:
        """The telegram as of that moment (aware)."""
        there = at.astimezone(JAPAN)
        told = Template(files(__package__).joinpath(f"{self.id}.xml").read_text("utf-8")).substitute(
            status=_WORDS[status],
            issued=f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            reported=f"{there:%Y-%m-%dT%H:%M}:00+09:00",
            when=f"{there.day}日{there.hour}時{there.minute:02}分".translate(_FULL_WIDTH),
            event=event,
            serial=serial,
            **{name: f"{there + timedelta(days=days):%Y-%m-%d}" for name, days in _DAYS.items()},
        )
        return told.encode()


@cache
def load_samples() -> Mapping[str, Sample]:
    """In the order of the list."""
    told = yaml.safe_load(files(__package__).joinpath("samples.yaml").read_text("utf-8"))
    return {id_: _sample(id_, **line) for id_, line in told.items()}


def _sample(id_: str, *, after: tuple[str, ...] = (), **line: Any) -> Sample:
    return Sample(id_, after=tuple(after), **line)
