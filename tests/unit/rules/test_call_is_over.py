"""Whoever was called to help hears that nobody has to go any more; a word that settles nothing calls nobody off."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.consents import RecipientKind
from bot.core.ids import ConversationId, IncidentId, ReportId
from bot.core.people import Relation, RelationKind
from bot.core.records import Priority
from bot.core.replies import Card
from bot.core.reports import Means, Report, Source, Standing
from bot.core.requests import Circle, Member
from bot.core.sightings import Seen
from bot.core.understanding import Condition, Whereabouts
from bot.rules.consequences import consequences
from bot.rules.safety import standing
from tests.unit.rules.test_telling import HANA, KEN, LEADER, NOW, SAYS, YUKI, agreed

CALLED = Standing(Condition.NEEDS_RESCUE, source=Source.SELF, said_at=NOW)
SAFE = Report(
    id=ReportId("r2"),
    about=HANA.id,
    incident=IncidentId("I1"),
    drill=False,
    conversation=ConversationId("line:U"),
    reporter=HANA.id,
    source=Source.SELF,
    label="",
    means=Means.BUTTON,
    said_at=NOW + timedelta(minutes=5),
    condition=Condition.SAFE,
)
FAMILY = Member(YUKI, Relation(HANA.id, YUKI.id, RelationKind.FAMILY, "娘", confirmed=True))
NEIGHBOUR = Member(KEN, Relation(HANA.id, KEN.id, RelationKind.SUPPORTER, "隣人", confirmed=True))
ALL = (RecipientKind.FAMILY, RecipientKind.SUPPORTER, RecipientKind.ASSOCIATION)


def told(report: Report, before: Standing, *recipients: RecipientKind) -> dict[str, str]:
    """To whom, under which header."""
    circle = Circle(HANA, (FAMILY, NEIGHBOUR), (LEADER,), tuple(agreed(each, SAYS) for each in recipients))
    follows = consequences(report, before, circle, NOW)
    found: dict[str, str] = {}
    for each in follows.messages:
        (card,) = each.replies
        assert isinstance(card, Card)
        assert (each.priority is Priority.URGENT) == (card.header.key.startswith("told.over"))
        found[each.to] = card.header.key
    return found


@pytest.mark.parametrize("source", [Source.SELF, Source.STAFF])
def test_everybody_who_was_called_is_called_off(source: Source) -> None:
    report = replace(SAFE, source=source, sighting=Seen.VISIT if source is Source.STAFF else None)
    assert told(report, CALLED, *ALL) == dict.fromkeys((YUKI.id, KEN.id, LEADER.id), "told.over.header")


def test_a_leader_who_heard_no_name_hears_none_and_that_it_is_one_of_them() -> None:
    assert told(SAFE, CALLED) == {LEADER.id: "told.over.unnamed.header"}


@pytest.mark.parametrize("source", [Source.FAMILY, Source.SUPPORTER, Source.LEADER])
def test_nobody_is_called_off_by_a_word_that_staff_must_check(source: Source) -> None:
    assert told(replace(SAFE, source=source, reporter=None), CALLED, *ALL) == {}


def test_without_a_call_before_supporters_and_leaders_hear_nothing() -> None:
    assert told(SAFE, Standing(), *ALL) == {YUKI.id: "told.header"}


def test_an_older_word_that_comes_late_calls_nobody_off() -> None:
    """LINE delivers again, and out of order: the neighbour saw her under the cupboard after that."""
    seen = replace(CALLED, source=Source.SUPPORTER, said_at=SAFE.said_at + timedelta(minutes=1))
    assert KEN.id not in told(SAFE, seen, *ALL)


def test_where_somebody_is_calls_nobody_off() -> None:
    where = replace(SAFE, condition=None, whereabouts=Whereabouts.SHELTER)
    assert KEN.id not in told(where, CALLED, *ALL)


def test_not_to_know_how_somebody_is_takes_no_call_for_help_back() -> None:
    """「わからない」, of the daughter who has called for her mother."""
    call = replace(SAFE, id=ReportId("r1"), source=Source.FAMILY, reporter=YUKI.id, condition=Condition.NEEDS_RESCUE)
    unknown = replace(call, id=ReportId("r3"), condition=Condition.UNKNOWN, said_at=call.said_at + timedelta(minutes=1))
    assert standing([call, unknown]).condition is Condition.NEEDS_RESCUE
