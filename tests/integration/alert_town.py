"""Alerts for the console's tests: one of each that 「届いた電文」 shows in its own way, as rows of the town."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from bot.core.alerts import (
    Alert,
    AlertArea,
    AlertChange,
    AlertKind,
    AlertSource,
    AlertStatus,
    AnnouncedShelter,
    ShelterState,
)
from bot.storage import tables
from bot.storage.rows.alerts import row_of_alert
from tests.integration.console_town import Town

RAW = '<Report><Title>火山の新しい電文</Title><b onclick="x()">読めない</b></Report>'
CITY = AlertArea("072028", "会津若松市")
SCHOOL = AnnouncedShelter(
    "東小学校", "会津若松市東町1-1", ShelterState.OPEN, None, "避難所", capacity=200, headcount=35
)
HALL = AnnouncedShelter("西公民館", "会津若松市西町2", ShelterState.CLOSED, None, "避難所")


def alert(kind: AlertKind, title: str, issued: datetime, **more: Any) -> Alert:
    """The same words give the same digest."""
    values: dict[str, Any] = {
        "source": AlertSource.L_ALERT,
        "status": AlertStatus.REAL,
        "change": AlertChange.ISSUED,
        "series": title,
        "headline": "",
        "areas": (CITY,),
        "is_equivalent": False,
        "digest": sha256(f"{title}{issued}{more}".encode()).hexdigest(),
        **more,
    }
    return Alert(kind=kind, title=title, issued=issued, **values)


async def came(town: Town, one: Alert, became: str, *, ago: timedelta = timedelta(minutes=1), **more: Any) -> Alert:
    """`ago`: before the town's now. `more`: of its row."""
    raw = more.pop("raw", None)
    row = row_of_alert(one, raw, town.now - ago) | {"became": became, **more}
    await town.add(tables.alerts, row)
    return one


def warning(town: Town) -> Alert:
    ours = AlertArea("0720200", "会津若松市", announced="レベル４大雨危険警報", level=4)
    return replace(
        alert(AlertKind.HEAVY_RAIN, "福島県気象警報・注意報", town.now - timedelta(minutes=6), areas=(ours,)),
        source=AlertSource.JMA,
        is_equivalent=True,
        headline="会津では、土砂災害に厳重に警戒してください。",
    )


def openings(town: Town, **more: Any) -> Alert:
    values: dict[str, Any] = {"shelters": (SCHOOL, HALL), **more}
    return alert(AlertKind.SHELTER, "避難所情報", town.now - timedelta(minutes=5), **values)


def unknown(town: Town, **more: Any) -> Alert:
    values: dict[str, Any] = {"source": AlertSource.JMA, **more}
    return alert(AlertKind.UNKNOWN, "火山の新しい電文", town.now - timedelta(minutes=4), **values)


def exercise(town: Town) -> Alert:
    there = AlertArea("072028", "東町", announced="避難指示", level=4)
    at = town.now - timedelta(minutes=3)
    return alert(AlertKind.EVACUATION_ORDER, "避難指示", at, areas=(there,), status=AlertStatus.TRAINING)


async def one_of_each(town: Town) -> None:
    await came(town, warning(town), "below", ago=timedelta(minutes=5))
    await came(town, openings(town), "not_asked_for", ago=timedelta(minutes=4))
    await came(town, unknown(town), "unknown", ago=timedelta(minutes=3), raw=RAW.encode())
    await came(town, exercise(town), "not_real", ago=timedelta(minutes=2))
