"""Rescuenow pulled from the stand-in over real connections: a flag, its cancellation, training, and faults."""

from datetime import UTC, datetime

import pytest

from bot.core.alerts import AlertChange, AlertKind, AlertStatus
from bot.core.errors import Unavailable
from integrations.alerts.fetching import Seen
from tests.integration.alerts.desk import rescuenow_desk

NOW = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)


async def test_a_flag_for_the_city_and_its_cancellation_are_one_series() -> None:
    async with rescuenow_desk() as desk:
        await desk.publish("occurrences", "earthquake")
        await desk.publish("occurrences", "false_alarm")
        (flag, cancelled), _seen = await desk.rescuenow().look(Seen(), NOW)
    assert (flag.kind, flag.status, flag.areas[0].code) == (AlertKind.OCCURRENCE, AlertStatus.REAL, "072028")
    assert (cancelled.change, cancelled.series) == (AlertChange.CANCELLED, flag.series)


async def test_training_and_unknown_kinds_are_neither_real_nor_lost() -> None:
    async with rescuenow_desk() as desk:
        await desk.publish("occurrences", "training")
        await desk.publish("occurrences", "unknown_kind")
        (training, unknown), _seen = await desk.rescuenow().look(Seen(), NOW)
    assert training.status is AlertStatus.TRAINING
    assert (unknown.kind, unknown.title) == (AlertKind.UNKNOWN, "隕石落下")


async def test_nothing_new_is_not_sent_again() -> None:
    async with rescuenow_desk() as desk:
        await desk.publish("occurrences", "landslide")
        _first, seen = await desk.rescuenow().look(Seen(), NOW)
        assert await desk.rescuenow().look(seen, NOW) == ((), seen)


async def test_no_flag_is_no_fault() -> None:
    async with rescuenow_desk() as desk:
        alerts, _seen = await desk.rescuenow().look(Seen(), NOW)
    assert alerts == ()


@pytest.mark.parametrize("kind", ["down", "html", "garbled", "huge", "entity", "unauthorized"])
async def test_every_fault_is_unavailable(kind: str) -> None:
    async with rescuenow_desk() as desk:
        await desk.publish("occurrences", "earthquake")
        await desk.fail(kind, times=1)
        with pytest.raises(Unavailable) as down:
            await desk.rescuenow().look(Seen(), NOW)
        assert len((await desk.rescuenow().look(Seen(), NOW))[0]) == 1
    assert down.value.dependency == "rescuenow"


async def test_a_wrong_token_opens_nothing() -> None:
    async with rescuenow_desk() as desk:
        with pytest.raises(Unavailable):
            await desk.rescuenow(token="guessed").look(Seen(), NOW)
