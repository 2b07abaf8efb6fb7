"""What `anpi consent give` does: a yes that somebody gives for a person, checked, shown, asked about and recorded."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import typer

from bot.cli.consent_giver import MAX_NAME, giver_of, named
from bot.cli.consent_lines import ask, how, lines_of, taken_by
from bot.cli.failing import fail
from bot.cli.incident_words import NotUnderstood, plain
from bot.cli.office import Office, OpenOffice
from bot.core.consents import Consent, Mark, RecipientKind, Way
from bot.core.ids import PersonId
from bot.core.language import Language
from bot.core.people import City
from bot.core.ports import Signal
from bot.core.requests import Circle
from bot.rules.by_proxy import Giving, Objection, consents_given, objections
from bot.storage.consent_desk import TakenDown
from bot.topics.consent.on_behalf import receipt

NOTHING = "Nothing was recorded."
_REMEDIES = {
    Objection.BLOCKED: "PERSON is under a disclosure block (DV支援措置): nobody can agree to anything for them",
    Objection.NOT_OFFERED: "--recipient names somebody whom the words of --offer do not name",
    Objection.AGREED_ALREADY: "all of it is agreed to already; `anpi consent export` shows what stands",
    Objection.NO_RELATION: "--relation is missing; write what they are to PERSON: 娘, 後見人",
    Objection.NO_MARK: "--mark is missing; on paper write own_hand (自署) or by_proxy (代理)",
    Objection.MARK_WITHOUT_PAPER: "--mark and --signed are for paper; write --way paper, or leave them out",
    Objection.SIGNED_LATER_THAN_NOW: "--signed lies in the future; write the day on the paper",
    Objection.SAID_NO: (
        "PERSON has said no to this themselves, and nobody can say yes for them; they can: in the chat,"
        " with --by PERSON, or on paper with --mark own_hand and --signed a later day than their no"
    ),
}


@dataclass(frozen=True, slots=True)
class Given:
    """A yes as staff typed it."""

    person: str
    offer: str
    by: str
    relation: str
    way: Way
    mark: Mark | None
    signed: str
    to: frozenset[RecipientKind]
    language: Language
    staff: str
    yes: bool


async def give(open_office: OpenOffice, given: Given) -> None:
    """Exit code 1 where it does not hold, or staff do not say yes."""
    async with open_office() as office:
        circle = await circle_of(office, given.person)
        giving = await _giving(office, circle, given)
        faults = objections(giving)
        if faults:
            fail("\n".join((*(_REMEDIES[each] for each in faults), NOTHING)))
        consents = consents_given(giving)
        _show(giving, consents, office.city)
        ask("Were these words read out or handed over, and shall this be recorded?", yes=given.yes)
        told = receipt(circle, office.city, consents, giving.proxy)
        taken = TakenDown(
            circle.person.id, circle.consents, giving.at, taken_by(giving.proxy, staff_of(given.staff)), (told,)
        )
        accounts = await office.consents.give(taken, consents)
        await say_what_came_of_it(office, accounts, len(consents), "recorded")


async def circle_of(office: Office, person: str) -> Circle:
    circle = await office.consents.circle(PersonId(person))
    if circle is None:
        fail(f"'{person}' is nobody in people.csv; load the city's files first, or mend the id. {NOTHING}")
    return circle


async def say_what_came_of_it(office: Office, accounts: int | None, number: int, what: str) -> None:
    if accounts is None:
        fail(f"What PERSON agreed to has changed meanwhile: look again. {NOTHING}")
    await office.wakeups.wake(Signal.OUTBOX)
    await office.wakeups.wake(Signal.BOARD)
    typer.echo(f"{number} consent{'' if number == 1 else 's'} {what}.")
    if accounts:
        typer.echo(f"They are told on {accounts} account{'' if accounts == 1 else 's'}, and how to change it.")
    else:
        typer.echo("They have no linked account: tell them yourself, and how to change it.")


async def _giving(office: Office, circle: Circle, given: Given) -> Giving:
    offer = office.city.offer(given.offer)
    if offer is None:
        known = ", ".join(each.id for each in office.city.offers) or "none: write consents.yaml first"
        fail(f"--offer '{given.offer}' is not known; known are: {known}. {NOTHING}")
    proxy = await giver_of(office.consents, circle, given.by, (given.relation, given.way, given.mark))
    at, signed = office.clock.now(), _signed(given.signed, office.city)
    return Giving(circle, offer, proxy, given.language, at, given.to, signed)


def _signed(day: str, city: City) -> datetime | None:
    if not day:
        return None
    try:
        return datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=ZoneInfo(city.time_zone))
    except ValueError:
        fail(f"--signed '{day}' is no day; write it as 2026-06-01. {NOTHING}")


def staff_of(name: str) -> str:
    try:
        return plain(name, MAX_NAME, "--staff")
    except NotUnderstood as fault:
        fail(f"{fault}\n{NOTHING}")


def _show(giving: Giving, consents: tuple[Consent, ...], city: City) -> None:
    words = giving.offer.wording(giving.language)
    for each in words.paragraphs:
        typer.echo(each)
    typer.echo("")
    typer.echo(f"Words: {giving.offer.id} {giving.offer.version} ({words.language}), sha256 {words.sha256}")
    typer.echo(f"For: {giving.circle.person.id}  By: {named(giving.proxy)}  How: {how(giving.proxy)}")
    for line in lines_of(consents, city):
        typer.echo(line)
    if giving.proxy.way is Way.PHONE:
        typer.echo("By telephone: call back on the number in the register before you go on.")
