"""「だれが見た」 in words: as what somebody saw it, on which ground, when; never by name."""

from typing import Any

import pytest

from bot.core.consents import Disclosure, Purpose, RecipientKind
from bot.core.ids import PersonId
from bot.core.people import Office, Person, Role
from bot.core.replies import Card, Entry, Paragraph, Text, text
from bot.core.taps import ExplainVisibility, ShowDisclosures
from bot.rules.consent import REGISTRY
from bot.rules.consent.grounds import HANDED_OVER
from bot.storage.ledger.entry import Entry as Row
from bot.storage.ledger.entry import EntryKind
from bot.storage.rows.consents import body_of_disclosure
from tests.unit.topics.consent.stage import HANA, ITEMS, MEGUMI, NORTH, NOW, QUAKE, Stage, consent, keys

LEADER = Person(PersonId("leader"), "佐藤 勇", NORTH)


def looked(stage: Stage, **changes: Any) -> None:
    drill = changes.pop("drill", False)
    values: dict[str, Any] = {
        "recipient": MEGUMI.id,
        "recipient_kind": RecipientKind.FAMILY,
        "ground": "C1",
        "incident": None,
        **changes,
    }
    what = Disclosure(about=HANA.id, purpose=Purpose.SAFETY_SHARING, items=ITEMS, **values)
    number, body = len(stage.world.ledger), body_of_disclosure(what)
    row = Row(f"L{number}", NOW, EntryKind.DISCLOSURE, HANA.id, what.recipient, body, drill=drill)
    stage.world.ledger.append(row)


def entries(stage: Stage) -> list[Entry]:
    (card,) = stage.taps(ShowDisclosures()).replies
    assert isinstance(card, Card)
    return [each for each in card.blocks if isinstance(each, Entry)]


def part(entry: Entry, name: str) -> Text:
    assert entry.detail is not None
    found = dict(entry.detail.args)[name]
    assert isinstance(found, Text)
    return found


@pytest.mark.parametrize(
    ("seen_by", "key"),
    [
        ({}, "kin.daughter"),
        ({"recipient": LEADER.id, "recipient_kind": RecipientKind.ASSOCIATION}, "seen.who.leader"),
        ({"recipient": PersonId("console:abc"), "recipient_kind": RecipientKind.CITY}, "seen.who.city"),
        ({"recipient_kind": RecipientKind.CITY}, "seen.who.city"),
        ({"recipient": PersonId("gone"), "recipient_kind": RecipientKind.FAMILY}, "consent.to.family"),
        ({"recipient": PersonId("gone"), "recipient_kind": RecipientKind.SUPPORTER}, "consent.to.supporter"),
        ({"recipient": PersonId("gone"), "recipient_kind": RecipientKind.ASSOCIATION}, "consent.to.association"),
    ],
)
def test_whoever_looked_is_called_by_what_they_saw_it_as(seen_by: dict[str, Any], key: str) -> None:
    stage = Stage()
    stage.world.people[LEADER.id] = LEADER
    stage.world.roles = [(LEADER.id, Role(Office.LEADER, NORTH))]
    looked(stage, **seen_by)
    (entry,) = entries(stage)
    assert entry.title.key == key


@pytest.mark.parametrize(
    ("ground", "key"),
    [
        ("C1", "seen.ground.consent"),
        ("a consent that the register has lost", "seen.ground.consent"),
        ("災対法49条の11③", "seen.ground.danger"),
        ("災対法49条の15③", "seen.ground.danger"),
        ("災対法49条の11①", "seen.ground.law"),
        ("災対法86条の15", "seen.ground.law"),
        ("条例 令和7年条例第14号", "seen.ground.ordinance"),
    ],
)
def test_the_ground_is_told_in_plain_words(ground: str, key: str) -> None:
    stage = Stage()
    stage.world.consents = [consent()]
    looked(stage, ground=ground)
    (entry,) = entries(stage)
    assert part(entry, "ground").key == key


def test_an_article_is_cited_in_full() -> None:
    stage = Stage()
    looked(stage, ground="災対法49条の11③")
    (entry,) = entries(stage)
    assert dict(part(entry, "ground").args)["ground"] == "災害対策基本法49条の11③"


@pytest.mark.parametrize(
    ("when", "key"),
    [
        ({}, "seen.where.none"),
        ({"drill": True}, "seen.where.drill"),
        ({"incident": QUAKE.id}, "seen.where.incident"),
        ({"incident": QUAKE.id, "drill": True}, "seen.where.in_drill"),
    ],
)
def test_the_incident_is_named_and_a_drill_is_marked(when: dict[str, Any], key: str) -> None:
    stage = Stage()
    stage.world.incidents = [QUAKE]
    looked(stage, **when)
    (entry,) = entries(stage)
    assert part(entry, "where").key == key


def test_all_are_counted_and_the_newest_shown() -> None:
    stage = Stage()
    for _ in range(13):
        looked(stage)
    (card,) = stage.taps(ShowDisclosures()).replies
    assert isinstance(card, Card)
    counts = [dict(each.text.args)["count"] for each in card.blocks if isinstance(each, Paragraph)]
    assert counts == [13, 10]
    assert len(entries(stage)) == 10


def test_nobody_looked_and_why_anybody_could() -> None:
    stage = Stage()
    assert keys(stage.taps(ShowDisclosures())) == ["seen.nobody"]
    assert keys(stage.taps(ExplainVisibility())) == ["seen.why.header"]


def test_whoever_typed_a_code_is_shown_as_that_and_not_as_agreed_to() -> None:
    stage = Stage()
    looked(stage, recipient=PersonId("gone"), recipient_kind=RecipientKind.PERSON, ground=HANDED_OVER)
    looked(stage, recipient_kind=RecipientKind.PERSON, ground=HANDED_OVER)
    known, unknown = entries(stage)
    assert (unknown.title.key, part(unknown, "ground").key) == ("seen.who.code", "seen.ground.code")
    assert (known.title.key, dict(known.title.args)["who"]) == ("seen.who.code_known", text("kin.daughter"))
    assert part(known, "ground").key == "seen.ground.code"


def test_another_registry_is_no_care_manager_of_theirs() -> None:
    stage = Stage()
    looked(stage, recipient=REGISTRY.person.id, recipient_kind=RecipientKind.SERVICE)
    (seen,) = entries(stage)
    assert seen.title.key == "consent.to_registry"


@pytest.mark.parametrize(("unasked", "key"), [(True, "seen.ground.danger_not_asked"), (False, "seen.ground.danger")])
def test_what_the_law_opened_says_whether_consent_could_be_asked(unasked: bool, key: str) -> None:
    stage = Stage()
    looked(stage, ground="災対法49条の11③", emergency="E1", consent_not_asked=unasked)
    (seen,) = entries(stage)
    assert part(seen, "ground").key == key
