"""What people are told when the announcement was wrong, in the words of the catalogues."""

from datetime import UTC, datetime

import pytest

from bot.core.ids import IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.core.people import City
from bot.core.proposals import Aim
from bot.core.replies import Card
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


def test_a_drill_is_marked() -> None:
    drill = Incident(QUAKE.id, "訓練", QUAKE.hazard, "", (), drill=True, opened_at=QUAKE.opened_at)
    assert "【訓練】" in said(Aim.CANCEL, Language.JAPANESE, drill)
