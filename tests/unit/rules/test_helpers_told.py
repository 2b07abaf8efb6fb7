"""Helpers elsewhere read which danger it is, in the words of the order that those at home read."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.consents import Cadence, Consent, DisclosureRules, Item, Phase, Purpose, RecipientKind
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.core.people import Person, Relation, RelationKind
from bot.core.replies import Card, Paragraph
from bot.core.requests import Circle, Member
from bot.rules.helpers_told import Concerned, helpers_told
from config.catalogue import load_catalogue

NOW = datetime(2026, 11, 22, tzinfo=UTC)
HANAKO = Person(PersonId("hanako"), "会津 花子", DistrictId("kita"))
MEGUMI = Person(PersonId("megumi"), "会津 恵", None)
YES = Consent(
    "yes",
    HANAKO.id,
    Purpose.SAFETY_SHARING,
    frozenset({Item.NAME, Item.WHEREABOUTS}),
    RecipientKind.FAMILY,
    None,
    Phase.BOTH,
    Cadence.ONCE,
    NOW - timedelta(days=1),
)
DAUGHTER = Member(MEGUMI, Relation(HANAKO.id, MEGUMI.id, RelationKind.FAMILY, "娘", confirmed=True))
LANDSLIDE = {
    Language.JAPANESE: "「避難指示」(土砂災害)",
    Language.PLAIN_JAPANESE: "「避難指示」 がけくずれ",
    Language.ENGLISH: "避難指示 (landslides)",
}


def order(level: str, hazard: Hazard = Hazard.LANDSLIDE, title: str = "避難指示") -> Incident:
    return Incident(IncidentId("I1"), title, hazard, level, (DistrictId("kita"),), drill=False, opened_at=NOW)


def told(incident: Incident, heard: Mapping[PersonId, str] | None = None) -> Card:
    circle = Circle(HANAKO, (DAUGHTER,), consents=(YES,))
    (word,) = helpers_told(Concerned(circle, incident, heard or {}, NOW, DisclosureRules()))
    (card,) = word.message.replies
    assert isinstance(card, Card)
    return card


def lines(card: Card, language: Language = Language.JAPANESE) -> list[str]:
    catalogue = load_catalogue("Asia/Tokyo")
    return [catalogue.say(each.text, language) for each in card.blocks if isinstance(each, Paragraph)]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("level", ["3", "4", "5", "警戒レベル4相当"])
def test_the_danger_is_named_where_the_title_names_none(level: str, language: Language) -> None:
    card = told(order(level))
    assert lines(card, language)[0] == LANDSLIDE[language]
    assert LANDSLIDE[language] in load_catalogue("Asia/Tokyo").say(card.alert, language), "on the locked phone as well"


@pytest.mark.parametrize(
    ("hazard", "title"),
    [(Hazard.FLOOD, "大雨による避難指示"), (Hazard.TSUNAMI, "大津波警報"), (Hazard.OTHER, "避難指示")],
)
def test_a_title_that_names_it_and_a_danger_without_a_word_stand_alone(hazard: Hazard, title: str) -> None:
    assert lines(told(order("4", hazard, title)))[0] == f"「{title}」"


@pytest.mark.parametrize("level", ["", "2", "3"])
def test_a_correction_names_the_danger_that_was_told_before(level: str) -> None:
    """The river may go on rising while the landslide's order ends."""
    assert LANDSLIDE[Language.JAPANESE] in lines(told(order(level), {MEGUMI.id: "4"}))
