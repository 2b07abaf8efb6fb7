"""Opening an incident from the command line: what was asked for, checked; whom it asks, at what cost; the id, last."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import typer

from bot.bootstrap.opening import new_incident_id
from bot.cli.costing import costs, roads
from bot.cli.failing import fail
from bot.cli.incident_words import MAX_LEVEL, MAX_TITLE, NotUnderstood, districts_of, hazard_of, plain
from bot.cli.office import OpenOffice
from bot.core.ids import IncidentId
from bot.core.incidents import Incident
from bot.core.people import District
from bot.core.ports import Signal
from bot.core.quota import Quota
from bot.rules.helpers_told import asks_to_leave
from bot.storage.parting import Preview


@dataclass(frozen=True, slots=True)
class Wanted:
    """An incident as the operator's words describe it. No district: the whole city."""

    title: str
    hazard: str
    level: str
    districts: tuple[str, ...]
    drill: bool

    def incident(self, id_: IncidentId, known: Sequence[District], now: datetime) -> Incident:
        """Raises `NotUnderstood` with what is wrong and what to write instead."""
        title = plain(self.title, MAX_TITLE, "title")
        if not title:
            raise NotUnderstood("title is empty; say what happened, as people will read it")
        return Incident(
            id=id_,
            title=title,
            hazard=hazard_of(self.hazard),
            level=plain(self.level, MAX_LEVEL, "level"),
            districts=districts_of(self.districts, known),
            drill=self.drill,
            opened_at=now,
        )


_HELPERS = (
    "Family and supporters in other districts are told apart from these numbers, by name, "
    "where the person agreed or an emergency is declared, and only while messages are left."
)


async def open_incident(open_office: OpenOffice, wanted: Wanted, *, is_sure: bool = False) -> None:
    """At a terminal whoever types it confirms what they have looked at; a script has said so by calling."""
    async with open_office() as office:
        now = office.clock.now()
        known = await office.incidents.districts()
        try:
            incident = wanted.incident(new_incident_id(now, office.city), known, now)
        except NotUnderstood as fault:
            fail(f"{fault}\nNobody was asked.")
        if incident.drill and any(each.is_open and not each.drill for each in await office.incidents.all()):
            typer.echo("A real incident is open. People will get this drill's messages beside its own.", err=True)
        areas = tuple(each for each in known if each.id in incident.districts)
        words, quota = office.question(incident, office.city, areas), await office.quota()
        _look(incident, areas, await office.incidents.preview(incident, words), quota)
        if not is_sure and at_a_terminal() and not typer.confirm("Open it and ask them now?", err=True):
            fail("Nobody was asked.")
        sent = await office.incidents.open_within(incident, words, quota.left if quota else None)
        await office.wakeups.wake(Signal.OUTBOX)
    if sent.held:
        typer.echo("Some of the LINE messages are held until their people write.")
    typer.echo(incident.id)


def at_a_terminal() -> bool:
    return sys.stdin.isatty()


def _look(incident: Incident, areas: Sequence[District], preview: Preview, quota: Quota | None) -> None:
    where = "、".join(each.name for each in areas) or "the whole city"
    kind = "Drill 【訓練】" if incident.drill else "Real incident"
    typer.echo(f"{kind}: {incident.title} ({incident.hazard} {incident.level}".rstrip() + f"), {where}")
    for line in (*roads(preview), *costs(preview, quota)):
        typer.echo(line)
    if asks_to_leave(incident):
        typer.echo(_HELPERS)
    if not preview.audience.asked:
        typer.echo("Nobody lives there as far as is known: has `anpi city load DIR` been run?", err=True)
