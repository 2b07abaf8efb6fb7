"""One thing has one name on every page of the console, the same as on the phones."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import admin
from admin.pages.incident_choice import name_of
from admin.report_words import facts
from admin.words import HAZARD, intensity, level_of, told_by
from bot.core.ids import IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.reports import Source
from bot.core.sightings import Seen
from tests.unit.admin.test_report_pdf import REPORT

FLOOD = Incident(
    IncidentId("I1"), "湯川の水", Hazard.FLOOD, "4", (), drill=False, opened_at=datetime(2026, 6, 1, tzinfo=UTC)
)


@pytest.mark.parametrize(
    ("hazard", "level", "said"),
    [
        (Hazard.EARTHQUAKE, "6弱", "震度6弱"),
        (Hazard.EARTHQUAKE, "震度6弱", "震度6弱"),
        (Hazard.FLOOD, "3", "警戒レベル3"),
        (Hazard.TSUNAMI, "大津波警報", "大津波警報"),
        (Hazard.OTHER, "", ""),
    ],
)
def test_a_level_is_said_as_people_know_it(hazard: Hazard, level: str, said: str) -> None:
    assert level_of(hazard, level) == said


def test_a_list_and_a_report_say_the_level_as_the_phones_do() -> None:
    assert name_of(FLOOD) == "湯川の水(警戒レベル4)"
    (kind, said), *_ = facts(replace(REPORT, incident=FLOOD), ZoneInfo("Asia/Tokyo"))
    assert (kind, said) == ("災害の種類", "洪水・大雨 警戒レベル4")


def test_every_hazard_has_a_name() -> None:
    assert set(HAZARD) == set(Hazard)


@pytest.mark.parametrize(("felt", "said"), [("5-", "震度5弱"), ("6+", "震度6強"), ("4", "震度4"), ("?", "震度?")])
def test_an_intensity_is_said_in_words(felt: str, said: str) -> None:
    assert intensity(felt) == said


def test_signing_in_has_the_name_that_its_button_has() -> None:
    pages = [each.read_text("utf-8") for each in Path(admin.__file__).parent.rglob("*.py")]
    assert not [each for each in pages if "名前でサインイン" in each]


def test_says_how_it_is_known_where_that_is_less_than_meeting_somebody() -> None:
    assert told_by(Source.LEADER, "", Seen.YELLOW_FLAG) == "町内会の役員 [黄色い旗]"
    assert told_by(Source.FAMILY, "娘", None) == "家族(娘)"
    assert told_by(Source.LEADER, "", Seen.UNSAID) == "町内会の役員"
