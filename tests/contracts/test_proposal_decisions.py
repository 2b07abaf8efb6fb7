"""Every decision about a proposal has a name in the ledger, and a refusal can be taken back for a while."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.events import Channel
from bot.core.proposals import ProposalId, ProposalState
from bot.storage.alerts import CarriedOut, Stays
from bot.storage.database import Database
from bot.storage.ledger.verify import verify
from bot.storage.memory import Account
from bot.storage.tables import ledger, notices, outbox
from tests.contracts.backends import SqlBackend
from tests.contracts.city import HANA, City
from tests.contracts.test_alerts import LATER, STAFF, Desk, an_order, of_east
from tests.unit.rules.triggers.pure_desk import again, quake

AFTERWARDS = LATER + timedelta(minutes=1)


@pytest.fixture
async def room(database: Database) -> Desk:
    phones = [Account(Channel.WEB, HANA, HANA)]
    await SqlBackend(database).fill(City(incidents=[], check_ins=[], emergencies=[], accounts=phones))
    return Desk(database)


async def told(room: Desk) -> list[tuple[str, str | None, str]]:
    """Of each row of the ledger: the kind, who decided, and what became of the proposal."""
    rows = sorted(await room.rows(ledger), key=lambda row: row.seq)
    assert (await verify(room.database, None, lambda *_: None)).faults == ()
    return [(row.kind, row.other_id, json.loads(row.body)["state"]) for row in rows]


async def test_whoever_confirms_stands_in_the_ledger_with_what_it_opened(room: Desk) -> None:
    await room.take(of_east(4))
    done = await room.confirm()
    assert await told(room) == [("proposal_decided", STAFF, "confirmed")]
    (row,) = await room.rows(ledger)
    body = {"proposal": done.proposal.id, "aim": "open", "state": "confirmed", "incident": done.incident.id}
    assert (json.loads(row.body), row.person_id, row.drill) == (body, None, False)


async def test_what_went_by_itself_has_nobodys_name(room: Desk) -> None:
    await room.take(of_east(4))
    await room.proposals.carry_out((await room.waiting()).id, an_order(ProposalState.GONE))
    assert await told(room) == [("proposal_decided", None, "gone")]


async def test_what_was_not_carried_out_is_no_decision(room: Desk) -> None:
    await room.take(of_east(4))
    id_ = (await room.waiting()).id
    await room.proposals.refuse(id_, STAFF, LATER)
    assert not await room.proposals.refuse(id_, STAFF, AFTERWARDS)
    assert not isinstance(await room.proposals.carry_out(id_, an_order()), CarriedOut)
    assert await told(room) == [("proposal_decided", STAFF, "refused")]


async def test_a_slip_is_taken_back_and_then_only_staff_let_it_go(room: Desk) -> None:
    await room.take(of_east(4))
    before = await room.waiting()
    assert before.goes_at is not None
    await room.proposals.refuse(before.id, STAFF, LATER)
    assert await room.proposals.reopen(before.id, STAFF, AFTERWARDS) is None
    assert await room.waiting() == replace(before, goes_at=None)
    assert [row.done_at for row in await room.rows(notices)] == [None]
    assert await room.proposals.due(AFTERWARDS + timedelta(days=1)) == ()
    await room.confirm()
    kinds = ["proposal_decided", "proposal_reopened", "proposal_decided"]
    assert [kind for kind, _, _ in await told(room)] == kinds
    assert await room.rows(outbox)


async def test_a_refusal_holds_after_ten_minutes(room: Desk) -> None:
    await room.take(of_east(4))
    id_ = (await room.waiting()).id
    await room.proposals.refuse(id_, STAFF, LATER)
    assert await room.proposals.reopen(id_, STAFF, LATER + timedelta(minutes=10, seconds=1)) is Stays.TOO_LATE
    assert await room.proposals.waiting() == ()


async def test_a_refusal_holds_once_something_newer_was_announced(room: Desk) -> None:
    """It may have been a cancellation: what is announced now is what staff look at."""
    first = quake("5+")
    await room.take(first)
    id_ = (await room.waiting()).id
    await room.proposals.refuse(id_, STAFF, LATER)
    await room.take(again(first, minutes=10.5))
    assert await room.proposals.reopen(id_, STAFF, AFTERWARDS) is Stays.OVERTAKEN


async def test_only_a_refusal_is_taken_back(room: Desk) -> None:
    await room.take(of_east(4))
    done = await room.confirm()
    for id_ in (done.proposal.id, ProposalId("none")):
        assert await room.proposals.reopen(id_, STAFF, AFTERWARDS) is Stays.NOT_REFUSED
