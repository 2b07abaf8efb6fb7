"""Where somebody is who went elsewhere, read from plain signs; and how long that stands."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.ids import ConversationId, ReportId
from bot.core.reports import Means, Refuge, Report, Source
from bot.core.understanding import Condition, Whereabouts
from bot.rules.refuge import refuge_in
from bot.rules.safety import standing

NOON = datetime(2026, 9, 1, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "refuge"),
    [
        ("車で避難しています、水がない", Refuge.CAR),
        ("車中泊です", Refuge.CAR),
        ("we are in the car", Refuge.CAR),
        ("親せきの家にいます", Refuge.KIN),
        ("娘のところに来ています", Refuge.KIN),
        ("staying with my daughter", Refuge.KIN),
        ("2階に上がっています", Refuge.UPSTAIRS),
        ("ホテルに泊まっています", Refuge.HOTEL),
        ("車いすで公園にいます", None),
        ("救急車で運ばれました", None),
        ("公園にいます", None),
        ("", None),
    ],
)
def test_plain_signs_are_read_and_nothing_is_guessed(words: str, refuge: Refuge | None) -> None:
    assert refuge_in(words) is refuge


def said(minute: int, whereabouts: Whereabouts | None, refuge: Refuge | None = None) -> Report:
    return Report(
        id=ReportId(f"R{minute}"),
        about=None,
        incident=None,
        drill=False,
        conversation=ConversationId("line:U1"),
        reporter=None,
        source=Source.SELF,
        label="",
        means=Means.BUTTON,
        said_at=NOON + timedelta(minutes=minute),
        condition=Condition.SAFE,
        whereabouts=whereabouts,
        refuge=refuge,
    )


def test_it_stands_until_they_are_somewhere_else() -> None:
    car = said(1, Whereabouts.ELSEWHERE, Refuge.CAR)
    assert standing([car, said(2, None)]).refuge is Refuge.CAR
    assert standing([car, said(2, Whereabouts.SHELTER)]).refuge is None
    assert standing([said(2, Whereabouts.SHELTER), car]).refuge is None, "in whatever order they come in"
    assert standing([]).refuge is None
