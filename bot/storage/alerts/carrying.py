"""A proposal carried out, in one transaction with the decision: an incident opened or raised, or a correction sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.alerts import AlertStatus
from bot.core.ids import IncidentId, MailingId, PersonId
from bot.core.incidents import Incident
from bot.core.letters import Letter
from bot.core.proposals import OF_WRONG, Aim, Draft, Proposal, ProposalState
from bot.rules.headcount import is_narrow
from bot.storage.alerts.meaning import Meaning, Opening, Say, meaning_of
from bot.storage.alerts.taking_back import take_back
from bot.storage.among import among
from bot.storage.asking import About, about, addressees_of, write_check_ins
from bot.storage.held_mail import hold
from bot.storage.helpers_told.queue import change, enqueue
from bot.storage.incidents import write_letters, write_opening
from bot.storage.insert import add_new
from bot.storage.ledger.undelivered import Ended, note_undelivered
from bot.storage.outbox.waiting import to_spend
from bot.storage.parting import Means, Preview, Sent, cost, part
from bot.storage.previewing import preview
from bot.storage.questions import Addressee, Audience, Words, audience_of, news_letters, valid
from bot.storage.rows.incidents import rows_of_districts
from bot.storage.tables import alerts, incident_districts, incidents, people

_REAL = (
    select(func.count())
    .select_from(alerts)
    .where(among(alerts.c.digest, "digests"), alerts.c.status == AlertStatus.REAL.value)
)
_RISE = (
    update(incidents)
    .where(incidents.c.id == bindparam("of"))
    .values(title=bindparam("called"), level=bindparam("rises_to"))
)
_WHOLE_CITY = delete(incident_districts).where(incident_districts.c.incident_id == bindparam("of"))


class Obstacle(StrEnum):
    """Why a proposal was not carried out."""

    NOT_WAITING = "not_waiting"
    """There is none of this id, or it was decided before."""
    NOT_REAL = "not_real"
    """Promise 5, third barrier: not every alert behind it is real, or one of them is gone."""
    CLOSED = "closed"
    """The incident that it would raise or correct is closed, or one of its matter was closed after it was made."""


@dataclass(frozen=True, slots=True)
class Order:
    """The decision: confirmed or changed by somebody, or gone by itself. `incident`: the id of one that is opened."""

    state: ProposalState
    by: PersonId | None
    at: datetime
    incident: IncidentId
    say: Say
    draft: Draft | None = None
    """What staff put in the place of the proposal's own."""
    left: int | None = None
    """LINE messages of this month, as far as LINE said."""
    born_by: date | None = None
    """Who needs time by age, on that day."""


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """`incident` as it stands from now on. `messages`, `held`: as of whatever is sent to many (bot.storage.parting)."""

    proposal: Proposal
    incident: Incident
    audience: Audience
    messages: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class NotCarriedOut:
    why: Obstacle
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What staff look at before they confirm."""

    preview: Preview
    words: Words


async def is_all_real(connection: AsyncConnection, proposal: Proposal) -> bool:
    """A drill may stand on anything; what is not a drill stands on real alerts alone, and on one at least."""
    if proposal.drill:
        return True
    digests = sorted(set(proposal.alerts))
    found = (await connection.execute(_REAL, {"digests": digests})).scalar_one()
    return bool(digests) and found == len(digests)


def _about(meaning: Meaning, incident: Incident) -> About:
    return about(incident, meaning.to.born_by, fitted=callable(meaning.words))


async def look_ahead(
    connection: AsyncConnection, proposal: Proposal, draft: Draft, say: Say, opening: Opening
) -> Before | NotCarriedOut:
    """What carrying it out would come to now; nothing is written."""
    meaning = await meaning_of(connection, proposal, draft, say, opening)
    if meaning is None:
        return NotCarriedOut(Obstacle.CLOSED, proposal)
    matter = _about(meaning, meaning.standing or meaning.told)
    narrow = is_narrow(meaning.to)
    return Before(await preview(connection, meaning.whom, matter, opening.at, narrow=narrow), meaning.words)


async def carry_out(connection: AsyncConnection, proposal: Proposal, order: Order) -> CarriedOut | NotCarriedOut:
    """Of one that is the caller's alone in this transaction."""
    draft = order.draft or proposal.draft
    meaning = await meaning_of(connection, proposal, draft, order.say, Opening(order.incident, order.at, order.born_by))
    if meaning is None:
        return NotCarriedOut(Obstacle.CLOSED, proposal)
    if meaning.standing is None:
        means = Means(MailingId(proposal.id), order.left)
        sent = await write_opening(connection, meaning.told, meaning.words, meaning.to, means)
        return CarriedOut(proposal, meaning.told, sent.audience, sent.messages, sent.held)
    if meaning.aim is Aim.RAISE:
        await _raise(connection, meaning, meaning.standing)
    elif meaning.aim is Aim.CORRECT:
        await connection.execute(_RISE, _rising(meaning.standing))
    sent = await _tell(connection, proposal, meaning, meaning.standing, order)
    await note_undelivered(connection, await _change_for_helpers(connection, meaning, draft, order.at))
    return CarriedOut(proposal, meaning.standing, sent.audience, sent.messages, sent.held)


def _rising(incident: Incident) -> dict[str, str]:
    return {"of": incident.id, "called": incident.title, "rises_to": incident.level}


async def _raise(connection: AsyncConnection, meaning: Meaning, risen: Incident) -> None:
    """One new message where it rises, to those who were asked before and to those who are asked now."""
    await connection.execute(_RISE, _rising(risen))
    if risen.districts:
        await add_new(connection, incident_districts, rows_of_districts(risen))
    else:
        await connection.execute(_WHOLE_CITY, {"of": risen.id})
    await write_check_ins(connection, meaning.told, meaning.whom)
    await enqueue(connection, meaning.told, meaning.to.born_by, meaning.whom)


async def _change_for_helpers(
    connection: AsyncConnection, meaning: Meaning, draft: Draft, at: datetime
) -> Sequence[Ended]:
    """Those in other districts (docs/sending.md)."""
    holds = "" if meaning.aim is Aim.CANCEL else draft.level
    assert meaning.standing is not None
    return await change(connection, replace(meaning.standing, level=holds), meaning.whom, at)


async def _tell(
    connection: AsyncConnection, proposal: Proposal, meaning: Meaning, incident: Incident, order: Order
) -> Sent:
    """A new question belongs to the incident and goes with it; what was wrong is told even if that closes.

    What was wrong goes to everybody who was asked, instead of the question where that has not gone. No answer and no
    check-in is touched.
    """
    addressees = valid(await addressees_of(connection, incident, _about(meaning, incident), meaning.whom))
    if meaning.aim in OF_WRONG:
        await take_back(connection, proposal, meaning, addressees, order.at)
    left = await to_spend(connection, order.left, order.at)
    parted = part(addressees, left)
    mailing = MailingId(proposal.id)
    of = incident.id if meaning.aim is Aim.RAISE else None

    def letters_to(some: Sequence[Addressee], left: int | None = None) -> list[Letter]:
        plain = news_letters((proposal.aim.value, proposal.id), meaning.words, some, order.at, left=left)
        return [
            replace(each, incident=of, mailing=mailing, speech=replace(each.speech, drill=incident.drill))
            for each in plain
        ]

    letters = letters_to(parted.now, left)
    await write_letters(connection, letters)
    await hold(connection, letters_to(parted.held), mailing)
    everybody = select(func.count()).select_from(people).where(meaning.whom)
    asked = (await connection.execute(everybody)).scalar_one()
    return Sent(audience_of(asked, addressees), cost(letters), len(parted.held))
