"""Declaring an emergency from the command line: what was asked for, checked; the area, told; the id, last."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from zoneinfo import ZoneInfo

import typer

from bot.bootstrap.emergencies import tell_ended
from bot.cli.failing import fail
from bot.cli.incident_words import NotUnderstood, districts_of, plain
from bot.cli.office import Office, OpenOffice
from bot.core.consents import RecipientKind
from bot.core.ids import PersonId
from bot.core.incidents import Emergency
from bot.core.people import City, District
from bot.core.ports import Signal
from bot.core.quota import left_of
from bot.rules.declaring import LONGEST, MAX_CAUSE, Objection, ended_at, objections
from bot.rules.emergency_message import emergency_begins

_HOURS = re.compile(r"\+(\d{1,3})h")
_HELPERS = (
    RecipientKind.FAMILY,
    RecipientKind.SUPPORTER,
    RecipientKind.ASSOCIATION,
    RecipientKind.COMMISSIONER,
    RecipientKind.SERVICE,
)
_REMEDIES = {
    Objection.NOT_ENTITLED: "only somebody with the role city_manager may declare an emergency (roles.csv)",
    Objection.NO_CAUSE: "--cause is empty; name the alert or order behind it",
    Objection.CAUSE_TOO_LONG: f"--cause is too long; write at most {MAX_CAUSE} characters",
    Objection.ENDS_BEFORE_IT_BEGINS: "--until lies in the past; write a later time",
    Objection.LASTS_TOO_LONG: f"--until is too far away; at most {LONGEST.days} days, then declare it anew",
    Objection.NOBODY_MAY_SEE: "--to names nobody",
}


@dataclass(frozen=True, slots=True)
class Declaration:
    """An emergency as the operator's words describe it."""

    by: str
    cause: str
    until: str
    districts: tuple[str, ...]
    to: tuple[str, ...]

    def emergency(self, city: City, known: tuple[District, ...], now: datetime) -> Emergency:
        """Raises `NotUnderstood` with what is wrong and what to write instead."""
        zone = ZoneInfo(city.time_zone)
        return Emergency(
            id=f"E{now.astimezone(zone):%Y%m%d}-{token_hex(3)}",
            districts=districts_of(self.districts, known),
            declared_at=now,
            until=_end(self.until, now, zone),
            declared_by=PersonId(self.by),
            cause=plain(self.cause, MAX_CAUSE, "cause"),
            recipients=frozenset(map(_recipient, self.to)) or frozenset(_HELPERS),
        )


async def declare_emergency(open_office: OpenOffice, declaration: Declaration) -> None:
    async with open_office() as office:
        known = await office.incidents.districts()
        try:
            emergency = declaration.emergency(office.city, known, office.clock.now())
        except NotUnderstood as fault:
            fail(f"{fault}\nNothing was declared.")
        faults = objections(emergency, await office.emergencies.roles(PersonId(declaration.by)))
        if faults:
            fail("\n".join((*(_REMEDIES[each] for each in faults), "Nothing was declared.")))
        areas = tuple(each for each in known if each.id in emergency.districts)
        words = emergency_begins(emergency, office.city, areas, await office.incidents.still_open())
        await office.emergencies.declare(emergency, words, await left_of(office.quota))
        await office.wakeups.wake(Signal.OUTBOX)
        where = "、".join(each.name for each in areas) or "the whole city"
        typer.echo(f"Declared for {where} until {_local(emergency.until, office)}: {emergency.cause}")
        typer.echo("The people of the area are told what may be shown now, to whom, and until when.")
        typer.echo(emergency.id)


async def end_emergency(open_office: OpenOffice, id_: str) -> None:
    async with open_office() as office:
        now = office.clock.now()
        if not await office.emergencies.end(id_, now):
            fail(f"There is no emergency '{id_}' that stands; `anpi emergency list` shows them all.")
        await tell_ended(office.emergencies, office.incidents, office.city, office.wakeups, now, office.quota)
        typer.echo(f"Ended {_local(now, office)}; people of the area are told.")


async def list_emergencies(open_office: OpenOffice) -> None:
    async with open_office() as office:
        now = office.clock.now()
        for each in await office.emergencies.all():
            over = ended_at(each, now)
            state = f"ended {_local(over, office)}" if over else f"until {_local(each.until, office)}"
            where = ",".join(each.districts) or "whole city"
            typer.echo(f"{each.id}  {state}  {where}  {each.cause}  by {each.declared_by}")


def _local(moment: datetime, office: Office) -> str:
    return f"{moment.astimezone(ZoneInfo(office.city.time_zone)):%Y-%m-%d %H:%M}"


def _end(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    hours = _HOURS.fullmatch(words.strip())
    if hours:
        return now + timedelta(hours=int(hours[1]))
    try:
        said = datetime.fromisoformat(words.strip())
    except ValueError:
        raise NotUnderstood(f"--until '{words}' is no time; write '2026-07-01 18:00', or +24h") from None
    return said if said.tzinfo else said.replace(tzinfo=zone)


def _recipient(word: str) -> RecipientKind:
    for each in _HELPERS:
        if each.value == word.strip().lower():
            return each
    raise NotUnderstood(f"--to '{word}' is not known; write one of: {', '.join(_HELPERS)}")
