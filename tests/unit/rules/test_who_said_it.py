"""The state beside a name on a leader's list, with who said it and when."""

from datetime import UTC, datetime

import pytest

from bot.core.replies import text
from bot.core.reports import Source, Standing
from bot.core.sightings import Seen
from bot.core.understanding import Condition
from bot.rules.news import who_said_it, with_who_said_it

AT = datetime(2026, 9, 1, 1, 4, tzinfo=UTC)
SILENT = text("area.silent")


def test_a_state_names_its_source_its_time_and_how_it_was_seen() -> None:
    standing = Standing(Condition.SAFE, source=Source.LEADER, said_at=AT, sighting=Seen.YELLOW_FLAG)
    said = with_who_said_it(text("condition.safe"), standing)
    who = who_said_it(Source.LEADER, "", AT, Seen.YELLOW_FLAG)
    assert said == text("area.said.seen", state=text("condition.safe"), who=who, seen=text("sighting.yellow_flag"))


@pytest.mark.parametrize("source", [each for each in Source if each not in (Source.SELF, Source.UNVERIFIED)])
def test_whoever_did_not_meet_somebody_has_not_made_sure_of_them(source: Source) -> None:
    said = with_who_said_it(SILENT, Standing(source=source, said_at=AT, sighting=Seen.VISIT))
    assert said.key == "area.word"
    assert "told.source" not in repr(said)


@pytest.mark.parametrize("source", [Source.LEADER, Source.COMMISSIONER, Source.STAFF])
@pytest.mark.parametrize("sighting", [None, *Seen])
def test_only_whoever_met_or_called_somebody_has_made_sure(source: Source, sighting: Seen | None) -> None:
    made_sure = sighting in (None, Seen.VISIT, Seen.TELEPHONE)
    assert who_said_it(source, "", AT, sighting).key == f"told.{'source' if made_sure else 'word'}.{source}"


def test_silence_has_no_source() -> None:
    assert with_who_said_it(SILENT, Standing()) == SILENT
    assert with_who_said_it(SILENT, Standing(source=Source.SELF, said_at=AT)) == SILENT
