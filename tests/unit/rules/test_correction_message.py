"""What people are told when the announcement was wrong, in the words of the catalogues."""

from datetime import UTC, datetime

import pytest

from bot.core.ids import IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.core.people import City
from bot.core.proposals import Aim
from bot.core.replies import Card, Choice
from bot.core.taps import ReportCondition
from bot.core.understanding import Condition
from bot.rules.correction_message import correction_message
from config.catalogue import load_catalogue

CITY = City("会津若松市", "0242-00-0000", "市のホームページ")
QUAKE = Incident(
    IncidentId("I1"), "地震", Hazard.EARTHQUAKE, "5弱", (), drill=False, opened_at=datetime(2026, 11, 22, tzinfo=UTC)
)


def said(aim: Aim, language: Language, incident: Incident = QUAKE) -> str:
    (card,) = correction_message(aim, incident, CITY)
    assert isinstance(card, Card)
    return load_catalogue("Asia/Tokyo").say(card.alert, language)


@pytest.mark.parametrize("language", list(Language))
def test_a_cancelled_and_a_corrected_announcement_are_told_apart(language: Language) -> None:
    assert said(Aim.CANCEL, language) != said(Aim.CORRECT, language)
    assert "会津若松市" in said(Aim.CANCEL, language)


def test_what_holds_now_is_named() -> None:
    assert "正しくは、「地震」(震度5弱)です。" in said(Aim.CORRECT, Language.JAPANESE)
    assert "取り消されました" in said(Aim.CANCEL, Language.JAPANESE)


@pytest.mark.parametrize("aim", [Aim.CANCEL, Aim.CORRECT])
def test_whoever_is_silent_answers_on_the_correction_itself(aim: Aim) -> None:
    (card,) = correction_message(aim, QUAKE, CITY)
    assert isinstance(card, Card)
    taps = [each.tap for each in card.buttons if isinstance(each, Choice)]
    assert taps == [ReportCondition(each, QUAKE.id) for each in (Condition.SAFE, Condition.NEEDS_RESCUE)]


def test_a_drill_is_marked() -> None:
    drill = Incident(QUAKE.id, "訓練", QUAKE.hazard, "", (), drill=True, opened_at=QUAKE.opened_at)
    assert "【訓練】" in said(Aim.CANCEL, Language.JAPANESE, drill)
