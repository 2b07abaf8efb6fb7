"""Consents as lines for staff: what would be recorded, to whom and until when; and the question before it is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.failing import fail
from bot.core.consents import Consent, Item, Proxy
from bot.core.people import City
from bot.storage.consent_record.terms import ITEMS, MARKS, RECIPIENTS, WAYS, WORDS_OF_PURPOSES


def lines_of(consents: Iterable[Consent], city: City) -> list[str]:
    return [f"  {_line(each, city)}" for each in consents]


def _line(consent: Consent, city: City) -> str:
    items = "・".join(ITEMS[each].words for each in Item if each in consent.items)
    to = RECIPIENTS[consent.recipient_kind] + (f" ({consent.recipient})" if consent.recipient else "")
    return f"{WORDS_OF_PURPOSES[consent.purpose]} → {to}: {items}, {_until(consent.expires_at, city)}"


def _until(end: datetime | None, city: City) -> str:
    return "until it is withdrawn" if end is None else f"until {local(end, city)}"


def local(moment: datetime, city: City) -> str:
    return f"{moment.astimezone(ZoneInfo(city.time_zone)):%Y-%m-%d %H:%M}"


def how(proxy: Proxy) -> str:
    """「電話」, 「書面・代理」."""
    return WAYS[proxy.way] + (f"・{MARKS[proxy.mark]}" if proxy.mark else "")


def taken_by(proxy: Proxy, staff: str) -> dict[str, Any]:
    """For the ledger: how it was said, and who of the city took it down."""
    said = {"way": proxy.way.value, "relation": proxy.relation}
    named = {"name": proxy.name} if proxy.name else {}
    return {**said, **named, **({"recorded_by": staff} if staff else {})}


def ask(question: str, *, yes: bool) -> None:
    """Nothing is written without a yes: to the question, or beforehand."""
    if not yes and not typer.confirm(question):
        fail("Nothing was recorded.")
