"""Whose CAP messages count: of a sender that the city has not named, nothing may follow."""

from dataclasses import replace

from bot.core.alerts import Alert, AlertKind, AlertStatus
from integrations.alerts.cap import Senders, read_from, to_cap
from tests.unit.integrations.alerts.cap.messages import RECEIVED, SENDER, message
from tests.unit.rules.triggers.pure_desk import order

KNOWN: Senders = {SENDER: {"大雨警報": AlertKind.HEAVY_RAIN}}


def ours(sender: str) -> bytes:
    """Written as we write ourselves: with our own words for kind and level."""
    return to_cap(replace(order(5, "一箕地区"), event="flood-1"), sender)


def read(raw: bytes, senders: Senders) -> Alert:
    return read_from(raw, RECEIVED, senders)


def test_a_known_senders_events_are_what_the_city_says() -> None:
    assert read(message(), KNOWN).kind is AlertKind.HEAVY_RAIN
    assert read(message(), {SENDER: {}}).kind is AlertKind.UNKNOWN


def test_only_where_the_city_says_so_an_event_is_the_order_itself() -> None:
    assert not read(message(), {SENDER: {"大雨警報": AlertKind.EVACUATION_ORDER}}).is_equivalent
    assert read(message(), KNOWN).is_equivalent


def test_a_known_sender_may_use_our_own_words() -> None:
    alert = read(ours(SENDER), {SENDER: {}})
    assert (alert.kind, alert.level, alert.is_equivalent) == (AlertKind.EVACUATION_ORDER, 5, False)


def test_a_sender_named_for_one_thing_gives_no_orders_in_our_words() -> None:
    alert = read(ours(SENDER), {SENDER: {"大雪警報": AlertKind.HEAVY_SNOW}})
    assert alert.kind is AlertKind.UNKNOWN
    assert "は分かりません" in alert.faults[0]


def test_an_unknown_sender_has_no_kind_and_no_level_whatever_it_writes() -> None:
    alert = read(ours("stranger@example.org"), KNOWN)
    assert (alert.kind, alert.level, alert.event, alert.status) == (AlertKind.UNKNOWN, None, "", AlertStatus.REAL)
    assert "発信者「stranger@example.org」は、市の設定にありません" in alert.faults[0]
    assert alert.title


def test_an_unknown_sender_replaces_nothing_of_a_known_one() -> None:
    known = read(message(), KNOWN)
    stranger = read(message(identifier=""), {})
    assert known.series.startswith(f"{SENDER},")
    assert not stranger.series.startswith(f"{SENDER},")
