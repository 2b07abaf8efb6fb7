"""Each hand-written message beside this file is read as it was meant."""

from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from bot.core.gazetteer import EMPTY
from nlu.roll_call.written import written
from tests.unit.nlu.roll_call.street import notation, read, reader

_FILES = sorted(Path(__file__).parent.glob("*.yaml"))


class Message(NamedTuple):
    group: str
    text: str
    sightings: list[str]
    unread: list[str]


def _messages() -> list[Message]:
    return [
        Message(f"{file.stem}, {group}", row[0], row[1], row[2] if len(row) > 2 else [])
        for file in _FILES
        for group, rows in yaml.safe_load(file.read_text(encoding="utf-8")).items()
        for row in rows
    ]


MESSAGES = _messages()
each = pytest.mark.parametrize("message", MESSAGES, ids=[f"{one.group}: {one.text[:20]}" for one in MESSAGES])


def test_holds_at_least_150_different_messages() -> None:
    assert len({one.text for one in MESSAGES}) >= 150


@each
def test_a_message_is_read_as_it_was_meant(message: Message) -> None:
    got = read(message.text)
    assert [notation(sighting) for sighting in got.sightings] == message.sightings
    assert list(got.unread) == message.unread


@each
def test_every_stretch_is_as_it_was_written(message: Message) -> None:
    surface = written(message.text).surface
    for sighting in read(message.text).sightings:
        assert sighting.words.strip(")") in surface


@each
def test_without_a_list_of_names_the_same_message_is_read_too(message: Message) -> None:
    safe = [one for one in reader().read(message.text, EMPTY).sightings if one.condition == "safe"]
    assert not any(one.unsure for one in safe)
