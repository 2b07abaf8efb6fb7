"""Deciding a proposal from the command line: who may, what is changed, what became of it; the incident's id, last."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import typer

from bot.bootstrap.proposals import Proposals
from bot.cli.failing import fail
from bot.cli.incident_words import MAX_LEVEL, MAX_TITLE, NotUnderstood, districts_of, plain
from bot.cli.office import Office, OpenOffice
from bot.core.ids import PersonId
from bot.core.people import District
from bot.core.proposals import Draft, ProposalId
from bot.rules.triggers.deciding import may_decide
from bot.storage.alerts import CarriedOut, NotCarriedOut, Obstacle

_REMEDIES = {
    Obstacle.NOT_WAITING: "It does not wait any more; `anpi alert proposals --all` says what became of it.",
    Obstacle.NOT_REAL: "Not every alert behind it is a real one, so that nobody was asked, and it was withdrawn.",
    Obstacle.CLOSED: "The incident that it is about is closed. It was withdrawn; `anpi incident open` asks anew.",
}


@dataclass(frozen=True, slots=True)
class Changes:
    """What staff put in the place of the proposal's own. None, and no district: as it is."""

    title: str | None = None
    level: str | None = None
    districts: tuple[str, ...] = ()
    whole_city: bool = False

    def draft(self, own: Draft, known: Sequence[District]) -> Draft | None:
        """None: nothing is changed. Raises `NotUnderstood` with what is wrong and what to write instead."""
        if self.districts and self.whole_city:
            raise NotUnderstood("--district and --whole-city contradict each other; write one of them")
        title = own.title if self.title is None else plain(self.title, MAX_TITLE, "title")
        if not title:
            raise NotUnderstood("title is empty; say what happened, as people will read it")
        level = own.level if self.level is None else plain(self.level, MAX_LEVEL, "level")
        asked = districts_of(self.districts, known) if self.districts else own.districts
        new = replace(own, title=title, level=level, districts=() if self.whole_city else asked)
        return None if new == own else new


async def confirm(open_office: OpenOffice, of: tuple[str, str], changes: Changes) -> None:
    """`of`: the proposal and who decides."""
    id_, by = ProposalId(of[0]), PersonId(of[1])
    async with open_office() as office:
        await _check(office, by)
        found = await office.proposals.find(id_)
        if found is None:
            fail(f"There is no proposal '{id_}'; `anpi alert proposals` shows those that wait.")
        try:
            draft = changes.draft(found.draft, await office.incidents.districts())
        except NotUnderstood as fault:
            fail(f"{fault}\nNobody was asked.")
        deciding = Proposals(office.proposals, office.city, office.wakeups, office.quota)
        _tell(await deciding.confirm(id_, by, office.clock.now(), draft))


async def refuse(open_office: OpenOffice, of: tuple[str, str]) -> None:
    id_, by = ProposalId(of[0]), PersonId(of[1])
    async with open_office() as office:
        await _check(office, by)
        deciding = Proposals(office.proposals, office.city, office.wakeups)
        if not await deciding.refuse(id_, by, office.clock.now()):
            fail(f"There is no proposal '{id_}' that waits; `anpi alert proposals` shows them.")
    typer.echo(f"Refused: {id_}. Nobody is asked.")


async def _check(office: Office, by: PersonId) -> None:
    if not may_decide(await office.proposals.roles(by)):
        fail(
            "Only somebody with the role city_staff or city_manager decides a proposal (roles.csv).\nNothing was done."
        )


def _tell(done: CarriedOut | NotCarriedOut) -> None:
    if isinstance(done, NotCarriedOut):
        fail(_REMEDIES[done.why])
    incident, audience = done.incident, done.audience
    typer.echo(f"{done.proposal.aim.value}: {incident.title} ({incident.hazard} {incident.level}".rstrip() + ")")
    typer.echo(f"{audience.asked} people: {audience.by_line} by LINE, {audience.by_web} by web chat.")
    if audience.unreachable:
        typer.echo(f"{audience.unreachable} of them have no account that can be written to: someone has to go or call.")
    typer.echo(incident.id)
