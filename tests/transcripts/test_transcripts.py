"""Every conversation goes as it is written down, and shows nobody's data without a row in the ledger."""

from pathlib import Path
from typing import Any

import pytest

from tests.transcripts.files import conversations, files, played
from tests.transcripts.town import WHO

_ALL = [
    pytest.param(path, number, id=f"{path.stem}-{number}")
    for path in files()
    for number in range(len(conversations(path)))
]


@pytest.mark.parametrize(("path", "number"), _ALL)
def test_the_conversation_goes_as_written(path: Path, number: int) -> None:
    conversation = conversations(path)[number]
    for step, now in zip(conversation["steps"], played(conversation)["steps"], strict=True):
        assert now == step, f"{conversation['title']}: {step}. If this is meant: make transcripts"


@pytest.mark.parametrize(("path", "number"), _ALL)
def test_nobodys_name_goes_out_without_a_row_in_the_ledger(path: Path, number: int) -> None:
    for step in played(conversations(path)[number])["steps"]:
        ledger = {row.partition(" (")[0] for row in step.get("shows", ())}
        for name in _names_in(step.get("answers", ())) - {step.get("who"), *step.get("phone_of", ())}:
            assert f"{name} → {step['who']}" in ledger
        for told, words in step.get("tells", {}).items():
            recipient = told.partition(" (")[0]
            for name in _names_in(words) - {recipient}:
                assert f"{name} → {recipient}" in ledger


def _names_in(words: Any) -> set[str]:
    return {name for name, person in WHO.items() if any(person.name in each for each in words)}
