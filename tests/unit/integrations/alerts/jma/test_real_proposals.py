"""From a real telegram to what staff read and what people are asked, where the folder of real telegrams is there."""

from dataclasses import replace
from datetime import timedelta

from bot.core.incidents import Hazard
from bot.core.proposals import Aim, Whom
from bot.rules.triggers import Why
from bot.rules.triggers.telling import words_of
from config.alerts import load_alerts
from tests.unit.integrations.alerts.jma import test_real_files as real
from tests.unit.rules.triggers.pure_desk import DISTRICTS, PureDesk

QUAKE = "20220316151110_0_VXSE53_010000.fukushima-only.xml"
MINUTE = timedelta(minutes=1)
pytestmark = real.pytestmark


def desk_of(intensity: str) -> PureDesk:
    """The model city, but for the least intensity, a minute after the telegram."""
    triggers = replace(load_alerts("aizuwakamatsu").triggers, intensity=intensity, wait=10 * MINUTE)
    return PureDesk(triggers, now=real.read(QUAKE).issued + MINUTE)


def test_the_earthquake_asks_the_whole_city_at_its_own_intensity() -> None:
    desk, alert = desk_of("4"), real.read(QUAKE)
    proposal = desk.take(alert).proposal
    assert proposal is not None
    draft = proposal.draft
    assert (proposal.aim, proposal.alerts, proposal.goes_at) == (Aim.OPEN, (alert.digest,), desk.now + 10 * MINUTE)
    assert (draft.hazard, draft.level, draft.districts) == (Hazard.EARTHQUAKE, "4", ())
    assert (draft.whom, draft.notes) == (Whom.EVERYBODY, ())
    assert draft.title == "3月16日23時36分ごろの地震（気象庁発表）"
    assert words_of(proposal, alert, DISTRICTS).splitlines() == [
        f"{proposal.id}: 事案を開いて、安否をたずねる提案です。",
        "3月16日23時36分ごろの地震（気象庁発表）（4）。対象: 市全体の全員。",
        "震源・震度情報（出典：気象庁）",
    ]


def test_below_the_citys_own_threshold_it_is_only_kept() -> None:
    assert desk_of("5-").take(real.read(QUAKE)).became == Why.BELOW


def test_six_hours_later_it_proposes_nothing() -> None:
    desk = desk_of("4")
    desk.now += timedelta(hours=6)
    assert desk.take(real.read(QUAKE)).became == Why.STALE
