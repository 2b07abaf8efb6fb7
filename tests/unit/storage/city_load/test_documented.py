"""docs/data.md tells every column, and every word that a column allows."""

from enum import StrEnum
from pathlib import Path

import pytest

import config
from bot.core.consents import Cadence, Item, Phase, Purpose, RecipientKind
from bot.core.events import Channel
from bot.core.language import Language
from bot.core.people import Office, RelationKind, Sex
from bot.storage.city_load.kind import Kind, Need
from bot.storage.city_load.town import KINDS

PAGE = (Path(config.__file__).parents[1] / "docs" / "data.md").read_text("utf-8")
WORDS = (Cadence, Item, Phase, Purpose, RecipientKind, Channel, Language, Office, RelationKind, Sex)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.file)
def test_every_column_is_documented_and_the_needed_ones_are_bold(kind: Kind[object]) -> None:
    section = PAGE.split(f"\n## {kind.file}")[1].split("\n## ")[0]
    names = [
        cell.strip() for row in section.splitlines() if row.startswith("| ") for cell in row.split("|")[1].split(",")
    ]
    written = {name.strip("*"): name.startswith("**") for name in names}
    for column in kind.columns:
        assert written[column.name] == (column.need is not Need.OPTIONAL), column.name


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_every_allowed_word_is_documented(words: type[StrEnum]) -> None:
    assert [word.value for word in words if f"`{word.value}`" not in PAGE] == []
