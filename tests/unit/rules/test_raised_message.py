"""What people read when the danger has grown: that it has, and how far, before anything else."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.ids import IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.core.people import City
from bot.core.replies import Card, Paragraph
from bot.rules.opening_message import opening_card
from bot.rules.raised_message import raised_message
from config.catalogue import load_catalogue

CITY = City("会津若松市", "0242-00-0000", "市のホームページ")
ORDER = Incident(
    IncidentId("I1"), "避難指示", Hazard.FLOOD, "4", (), drill=False, opened_at=datetime(2026, 11, 22, tzinfo=UTC)
)


def card(incident: Incident) -> Card:
    (raised,) = raised_message(incident, CITY, ())
    assert isinstance(raised, Card)
    return raised


def first_words(incident: Incident, language: Language = Language.JAPANESE) -> str:
    first = card(incident).blocks[0]
    assert isinstance(first, Paragraph)
    return load_catalogue("Asia/Tokyo").say(first.text, language)


@pytest.mark.parametrize(
    ("incident", "words"),
    [
        (ORDER, "警戒レベルが上がりました。いまは、警戒レベル4です。"),
        (replace(ORDER, level="警戒レベル4相当"), "警戒レベルが上がりました。いまは、警戒レベル4相当です。"),
        (replace(ORDER, hazard=Hazard.EARTHQUAKE, level="6弱"), "前より強いゆれの知らせです。震度6弱です。"),
        (replace(ORDER, level=""), "新しい知らせです。"),
    ],
)
def test_it_says_first_that_the_danger_has_grown_and_how_far(incident: Incident, words: str) -> None:
    assert first_words(incident) == words
    assert words in load_catalogue("Asia/Tokyo").say(card(incident).alert, Language.JAPANESE)


@pytest.mark.parametrize("language", list(Language))
def test_in_every_language_the_new_level_is_named(language: Language) -> None:
    assert "4" in first_words(ORDER, language)


def test_the_question_and_its_buttons_are_those_of_the_opening() -> None:
    opening = opening_card(ORDER, CITY, ())
    assert card(ORDER).blocks[1:] == opening.blocks
    assert card(ORDER).buttons == opening.buttons
