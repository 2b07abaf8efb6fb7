"""What `anpi consent withdraw` does: a no by telephone or at the counter, which counts at once, whoever says it."""

from dataclasses import dataclass
from datetime import datetime

import typer

from bot.cli.consent_giver import giver_of, named
from bot.cli.consent_giving import NOTHING, circle_of, say_what_came_of_it, staff_of
from bot.cli.consent_lines import ask, how, lines_of, taken_by
from bot.cli.failing import fail
from bot.cli.office import OpenOffice
from bot.core.consents import Consent, Purpose, RecipientKind, Way
from bot.core.records import Message
from bot.core.requests import Circle
from bot.rules.consent import is_in_force
from bot.rules.ended_news import family_told, helpers_told, notice_of_end
from bot.storage.consent_desk import TakenDown
from bot.topics.consent.on_behalf import stopped

_SOMEBODY = "代わりの人"
"""Where nobody asked what they are to the person: a no needs no completeness."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A no as staff typed it; empty `to` and `purposes`: everything that stands."""

    person: str
    by: str
    relation: str
    way: Way
    to: frozenset[RecipientKind]
    purposes: frozenset[Purpose]
    staff: str
    tell_family: bool
    yes: bool


async def withdraw(open_office: OpenOffice, said: Withdrawn) -> None:
    """Exit code 1 where nothing of it stands, or staff do not say yes. It takes no relation and no mark."""
    async with open_office() as office:
        circle = await circle_of(office, said.person)
        how_said = (said.relation or _SOMEBODY, said.way, None)
        proxy = await giver_of(office.consents, circle, said.by or circle.person.id, how_said)
        at = office.clock.now()
        ended = tuple(each for each in circle.consents if is_in_force(each, at) and _is_meant(each, said))
        if not ended:
            fail(f"Nothing of this stands; `anpi consent export` shows what does. {NOTHING}")
        typer.echo(f"To be stopped for {circle.person.id}, as said by {named(proxy)}, {how(proxy)}:")
        for line in lines_of(ended, office.city):
            typer.echo(line)
        ask("Shall this be stopped at once?", yes=said.yes)
        told = (stopped(circle, office.city, ended, proxy), *_others(circle, ended, at, tell_family=said.tell_family))
        notice = notice_of_end(circle.person.id, ended, at)
        notices = (notice,) if notice else ()
        taken = TakenDown(circle.person.id, circle.consents, at, taken_by(proxy, staff_of(said.staff)), told, notices)
        accounts = await office.consents.withdraw(taken, ended, proxy.by)
        await say_what_came_of_it(office, accounts, len(ended), "stopped")


def _is_meant(consent: Consent, said: Withdrawn) -> bool:
    to_them = not said.to or consent.recipient_kind in said.to
    return to_them and (not said.purposes or consent.purpose in said.purposes)


def _others(circle: Circle, ended: tuple[Consent, ...], at: datetime, *, tell_family: bool) -> tuple[Message, ...]:
    """Helpers always, family only where the person wants it."""
    return (*helpers_told(circle, ended, at), *(family_told(circle, ended, at) if tell_family else ()))
