"""Alerts and proposals in a real database: kept once, decided once, carried out whole, and only on what is real."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, select, update

from bot.core.alerts import Alert, AlertChange, AlertStatus, AnnouncedShelter, ShelterState
from bot.core.events import Channel
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Incident
from bot.core.people import District
from bot.core.proposals import Aim, Draft, Proposal, ProposalId, ProposalState, Whom
from bot.core.replies import Reply, Say, text
from bot.core.triggers import Triggers
from bot.storage.alerts import AlertStore, CarriedOut, Mark, NotCarriedOut, Obstacle, Order, ProposalStore
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.insert import add_new
from bot.storage.memory import Account
from bot.storage.rows.letters import letter_of
from bot.storage.rows.proposals import row_of_proposal
from bot.storage.tables import alerts, check_ins, fetched_telegrams, notices, outbox, people, proposals, relations
from bot.storage.undecided import Undecided
from tests.contracts.backends import SqlBackend
from tests.contracts.city import EAST, HANA, KEN, SATO, WEST, YUKI, City
from tests.unit.rules.triggers.pure_desk import CITY, NOW, TRIGGERS, again, flash, order, quake

OF_CITY: tuple[str, Triggers] = (CITY, replace(TRIGGERS, wait=timedelta(minutes=10), places={}))
STAFF = PersonId("isamu")
LATER = NOW + timedelta(minutes=10)


def say(aim: Aim, incident: Incident, districts: tuple[District, ...]) -> tuple[Reply, ...]:
    return (Say(text("said", aim=aim.value, title=incident.title, where="".join(each.name for each in districts))),)


def an_order(state: ProposalState = ProposalState.CONFIRMED, id_: str = "I1", draft: Draft | None = None) -> Order:
    by = None if state is ProposalState.GONE else STAFF
    return Order(state, by, LATER, IncidentId(id_), say, draft)


class Desk:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.alerts = AlertStore(database)
        self.proposals = ProposalStore(database)

    async def take(self, alert: Alert) -> str:
        settled = await self.alerts.take(alert, max(NOW, alert.issued), OF_CITY)
        return settled.became if settled else "known"

    async def waiting(self) -> Proposal:
        (proposal,) = await self.proposals.waiting()
        return proposal

    async def confirm(self, id_: str = "I1") -> CarriedOut:
        done = await self.proposals.carry_out((await self.waiting()).id, an_order(id_=id_))
        assert isinstance(done, CarriedOut), done
        return done

    async def incident(self) -> Incident:
        (incident,) = await IncidentStore(self.database).all()
        return incident

    async def rows(self, table: Table) -> list[Any]:
        async with self.database.reading() as connection:
            return list(await connection.execute(select(table)))

    async def asked(self) -> set[str]:
        return {row.person_id for row in await self.rows(check_ins)}

    async def said(self) -> list[tuple[str, str]]:
        """Of each letter: the aim, and over which account it goes."""
        letters = [letter_of(row) for row in await self.rows(outbox)]
        found = []
        for each in letters:
            (reply,) = each.speech.replies
            assert isinstance(reply, Say)
            found += [(str(dict(reply.text.args)["aim"]), address) for address in each.recipients]
        return sorted(found)


@pytest.fixture
async def desk(database: Database) -> Desk:
    """Hana, who needs support, and Sato live in the east, Ken in the west; nobody knows where Yuki lives."""
    phones = [Account(Channel.WEB, each, each) for each in (HANA, SATO, YUKI, KEN)]
    bare = City(incidents=[], check_ins=[], emergencies=[], accounts=phones)
    await SqlBackend(database).fill(bare)
    return Desk(database)


def of_two_levels() -> Alert:
    return replace(order(4), areas=(*of_east(4).areas, *order(3, "西町").areas))


def of_east(level: int) -> Alert:
    return order(level, "東町")


async def test_an_alert_is_kept_once_and_comes_back_as_it_was(desk: Desk) -> None:
    shelter = AnnouncedShelter("体育館", "東町1", ShelterState.OPEN, since=NOW, capacity=None, headcount=0)
    told = replace(quake("5+"), shelters=(shelter,), faults=("変です",), valid_until=LATER, revision=2)
    assert [await desk.take(told), await desk.take(told)] == ["propose", "known"]
    (kept,) = await desk.alerts.newest(10)
    assert (kept.alert, kept.became, kept.received_at) == (told, "propose", NOW)


async def test_what_no_text_column_can_hold_does_not_stop_the_feed(desk: Desk) -> None:
    assert await desk.take(replace(quake("5+"), headline="a\x00b", faults=("\x00",))) == "propose"
    assert (await desk.alerts.newest(1))[0].alert.headline == "ab"


async def test_alerts_of_one_event_taken_at_the_same_time_make_one_proposal(desk: Desk) -> None:
    taken = await asyncio.gather(*(desk.take(each) for each in (flash("5+"), quake("5+"), quake("5+", "E2"))))
    assert sorted(taken) == ["join", "join", "propose"]
    assert len(await desk.rows(proposals)) == 1


async def test_the_telegram_and_its_bytes_are_kept_and_known_from_then_on(desk: Desk) -> None:
    await desk.alerts.take(quake("5+"), NOW, OF_CITY, ("urn:1", b"<Report/>"))
    await desk.alerts.give_up("urn:2", "it is no longer there", NOW)
    assert await desk.alerts.known(["urn:1", "urn:2", "urn:3"]) == {"urn:1", "urn:2"}
    assert [row.raw for row in await desk.rows(alerts)] == [b"<Report/>"]
    assert {row.id: row.reason for row in await desk.rows(fetched_telegrams)}["urn:2"] == "it is no longer there"


async def test_a_mark_is_kept_for_each_feed(desk: Desk) -> None:
    await desk.alerts.keep_mark("http://one", Mark('"1"', "Sun"))
    await desk.alerts.keep_mark("http://one", Mark('"2"', ""))
    assert [await desk.alerts.mark("http://one"), await desk.alerts.mark("http://two")] == [Mark('"2"'), Mark()]


async def test_a_proposal_comes_back_as_it_was_made(desk: Desk) -> None:
    settled = await desk.alerts.take(of_east(3), NOW, OF_CITY)
    assert settled is not None
    assert await desk.waiting() == settled.proposal
    assert (await desk.waiting()).draft.districts == (EAST,)


async def test_staff_read_of_a_proposal_on_the_board_until_it_is_decided(desk: Desk) -> None:
    await desk.take(replace(of_east(4), title="避難情報"))
    (notice,) = await desk.rows(notices)
    assert (notice.kind, notice.drill, notice.done_at) == ("alert_proposed", False, None)
    assert "避難指示（4）。対象: 東町の全員。" in notice.words
    assert notice.words.endswith("避難情報（Lアラート）")
    await desk.proposals.refuse((await desk.waiting()).id, STAFF, LATER)
    assert (await desk.rows(notices))[0].done_at == LATER


async def test_what_is_taken_back_is_told_and_waits_no_more(desk: Desk) -> None:
    first = quake("5+")
    await desk.take(first)
    assert await desk.take(again(first, minutes=2, change=AlertChange.CANCELLED)) == "correct"
    assert await desk.proposals.waiting() == ()
    assert sorted(row.done_at is None for row in await desk.rows(notices)) == [False, True]
    assert await desk.proposals.due(LATER) == ()


async def test_a_confirmed_proposal_opens_the_incident_and_asks_whom_it_concerns(desk: Desk) -> None:
    await desk.take(of_east(4))
    done = await desk.confirm()
    assert await IncidentStore(desk.database).find(IncidentId("I1")) == done.incident
    assert (done.incident.title, done.incident.level, done.incident.districts) == ("避難指示", "4", (EAST,))
    assert await desk.asked() == {HANA, SATO, YUKI}
    assert await desk.said() == [("open", each) for each in (HANA, SATO, YUKI)]
    decided = await desk.proposals.find(done.proposal.id)
    assert decided == done.proposal
    assert (decided.state, decided.decided_by, decided.incident) == (ProposalState.CONFIRMED, STAFF, IncidentId("I1"))


async def test_level_3_asks_those_who_need_support_and_who_help_them(desk: Desk) -> None:
    async with desk.database.writing() as connection:
        await connection.execute(update(relations).values(confirmed=False))
    await desk.take(of_east(3))
    await desk.confirm()
    assert await desk.asked() == {HANA}


@pytest.mark.parametrize(("home", "asked"), [(EAST, {HANA, YUKI}), (None, {HANA, YUKI}), (WEST, {HANA})])
async def test_a_confirmed_helper_is_asked_from_level_3_on_unless_known_to_live_elsewhere(
    desk: Desk, home: DistrictId | None, asked: set[PersonId]
) -> None:
    async with desk.database.writing() as connection:
        await connection.execute(update(relations).values(confirmed=relations.c.other_id == YUKI))
        await connection.execute(update(people).where(people.c.id == YUKI).values(district_id=home))
    await desk.take(first := of_east(3))
    await desk.confirm()
    assert await desk.asked() == asked
    await desk.take(again(first, minutes=5, areas=of_east(4).areas))
    await desk.confirm()
    assert (YUKI in await desk.asked()) is (home != WEST)


async def test_the_old_are_asked_at_level_3_where_the_city_counts_by_age(desk: Desk) -> None:
    async with desk.database.writing() as connection:
        await connection.execute(update(relations).values(confirmed=False))
        await connection.execute(update(people).where(people.c.id.in_([SATO, KEN])).values(birthdate=date(1944, 5, 12)))
    await desk.take(of_east(3))
    await desk.proposals.carry_out((await desk.waiting()).id, replace(an_order(), born_by=date(1961, 1, 1)))
    assert await desk.asked() == {HANA, SATO}


async def test_staff_may_change_a_proposal(desk: Desk) -> None:
    await desk.take(of_east(3))
    own = await desk.waiting()
    changed = replace(own.draft, title="大雨", districts=(), whom=Whom.EVERYBODY)
    done = await desk.proposals.carry_out(own.id, an_order(ProposalState.CHANGED, draft=changed))
    assert isinstance(done, CarriedOut)
    assert (done.incident.title, done.incident.districts) == ("大雨", ())
    decided = await desk.proposals.find(own.id)
    assert decided is not None
    assert (decided.state, decided.draft) == (ProposalState.CHANGED, changed)


async def test_a_rise_sends_one_new_message_and_asks_who_was_not_asked(desk: Desk) -> None:
    first = of_east(3)
    await desk.take(first)
    await desk.confirm()
    before = await desk.asked()
    await answered(desk, HANA)
    await desk.take(again(first, minutes=5, areas=of_east(4).areas))
    done = await desk.confirm("I2")
    assert (done.incident.id, done.incident.level) == (IncidentId("I1"), "4")
    assert await IncidentStore(desk.database).find(IncidentId("I1")) == done.incident
    assert before < await desk.asked()
    assert [address for aim, address in await desk.said() if aim == "raise"] == [HANA, SATO, YUKI]
    standing = {row.person_id: row.condition for row in await desk.rows(check_ins)}
    assert standing[HANA] == "safe"


async def answered(desk: Desk, person: PersonId) -> None:
    said = update(check_ins).where(check_ins.c.person_id == person).values(progress="answered", condition="safe")
    async with desk.database.writing() as connection:
        await connection.execute(said)


async def test_a_rise_into_another_district_says_nothing_new_in_the_first(desk: Desk) -> None:
    first = of_east(4)
    await desk.take(first)
    await desk.confirm()
    await desk.take(again(first, minutes=5, areas=order(4, "東町", "西町").areas))
    done = await desk.confirm("I2")
    assert done.incident.districts == (EAST, WEST)
    assert [address for aim, address in await desk.said() if aim == "raise"] == [KEN, YUKI]


async def test_two_that_wait_for_one_event_open_one_incident(desk: Desk) -> None:
    first = order(3, "東町", "西町")
    await desk.take(first)
    await desk.take(again(first, minutes=1, areas=(*of_east(4).areas, *order(3, "西町").areas)))
    lower, higher = sorted(await desk.proposals.waiting(), key=lambda each: each.draft.rank)
    for number, each in enumerate((higher, lower)):
        done = await desk.proposals.carry_out(each.id, an_order(id_=f"I{number}"))
        assert isinstance(done, CarriedOut)
    (incident,) = await IncidentStore(desk.database).all()
    assert (incident.level, incident.districts) == ("4", (EAST, WEST))


async def test_a_cancelled_alert_is_told_to_who_was_asked_and_no_answer_is_touched(desk: Desk) -> None:
    first = quake("5+")
    await desk.take(first)
    await desk.confirm()
    await answered(desk, HANA)
    before = {tuple(row) for row in await desk.rows(check_ins)}
    asked = {address for aim, address in await desk.said() if aim == "open"}
    await desk.take(again(first, minutes=5, change=AlertChange.CANCELLED))
    done = await desk.confirm("I2")
    assert (done.proposal.aim, done.incident.id) == (Aim.CANCEL, IncidentId("I1"))
    assert {address for aim, address in await desk.said() if aim == "cancel"} == asked
    assert {tuple(row) for row in await desk.rows(check_ins)} == before


async def test_whoever_was_asked_by_mistake_is_told_and_nobody_else(desk: Desk) -> None:
    first = order(4, "東町", "西町")
    await desk.take(first)
    await desk.confirm()
    areas = (*order(3, "西町").areas, *of_east(4).areas)
    await desk.take(again(first, minutes=3, change=AlertChange.CORRECTED, areas=areas))
    done = await desk.confirm("I2")
    assert (done.proposal.aim, done.proposal.draft.level, done.audience.asked) == (Aim.CORRECT, "3", 2)
    assert [address for aim, address in await desk.said() if aim == "correct"] == [KEN, YUKI]
    assert (done.incident.level, (await desk.incident()).level) == ("4", "4")


async def test_what_a_newer_one_overtakes_is_told_to_staff_and_never_goes(desk: Desk) -> None:
    first = of_east(4)
    await desk.take(first)
    old = await desk.waiting()
    moved = again(first, minutes=3, change=AlertChange.CORRECTED, areas=order(4, "西町").areas)
    assert await desk.take(moved) == "raise"
    new = await desk.waiting()
    assert new.draft.districts == (WEST,)
    assert new.id in await desk.proposals.due(LATER + timedelta(days=1))
    refused = await desk.proposals.carry_out(old.id, an_order(ProposalState.GONE))
    assert isinstance(refused, NotCarriedOut)
    withdrawn = [row for row in await desk.rows(notices) if old.id in row.words]
    assert sorted(row.done_at is None for row in withdrawn) == [False, True]


async def test_what_the_closed_incident_would_have_been_told_is_not_sent(desk: Desk) -> None:
    first = of_east(4)
    await desk.take(first)
    await desk.confirm()
    await desk.take(again(first, minutes=5, change=AlertChange.CANCELLED))
    waits = await desk.waiting()
    assert await IncidentStore(desk.database).undecided(IncidentId("I1")) == Undecided(falls=(waits,))
    await IncidentStore(desk.database).close(IncidentId("I1"), LATER)
    assert await desk.proposals.waiting() == ()
    assert [row.state for row in await desk.rows(proposals) if row.id == waits.id] == ["closed"]
    assert [row.done_at for row in await desk.rows(notices) if waits.id in row.words] == [LATER]
    done = await desk.proposals.carry_out(waits.id, an_order(ProposalState.GONE))
    assert isinstance(done, NotCarriedOut)


@pytest.mark.parametrize("level", ["3", "4"])
async def test_closing_leaves_what_waits_for_a_district_that_was_never_asked(desk: Desk, level: str) -> None:
    await desk.take(of_two_levels())
    (first,) = (each for each in await desk.proposals.waiting() if each.draft.level == level)
    (other,) = (each for each in await desk.proposals.waiting() if each.draft.level != level)
    await desk.proposals.carry_out(first.id, an_order())
    incidents = IncidentStore(desk.database)
    assert await incidents.undecided(IncidentId("I1")) == Undecided(stays=(other,))
    await incidents.close(IncidentId("I1"), LATER)
    assert await desk.waiting() == other
    assert [row.done_at for row in await desk.rows(notices) if other.id in row.words] == [None]
    opened = (await desk.confirm("I2")).incident
    assert (opened.id, opened.level, opened.districts) == ("I2", other.draft.level, other.draft.districts)


async def test_closing_leaves_what_is_graver_than_anything_that_was_asked(desk: Desk) -> None:
    first = of_east(3)
    await desk.take(first)
    await desk.confirm()
    await desk.take(again(first, minutes=5, areas=of_east(4).areas))
    rise = await desk.waiting()
    await IncidentStore(desk.database).close(IncidentId("I1"), LATER)
    assert await desk.waiting() == replace(rise, aim=Aim.OPEN, incident=None)
    assert [row.incident_id for row in await desk.rows(notices) if rise.id in row.words] == [None]
    done = await desk.confirm("I2")
    assert (done.incident.id, done.incident.level, done.audience.asked) == ("I2", "4", 3)
    assert [address for aim, address in await desk.said() if aim == "raise"] == []


async def test_what_was_closed_is_not_opened_again_by_another_proposal_of_it(desk: Desk) -> None:
    await desk.take(of_two_levels())
    higher, lower = sorted(await desk.proposals.waiting(), key=lambda each: -each.draft.rank)
    everywhere = replace(higher.draft, districts=())
    await desk.proposals.carry_out(higher.id, an_order(ProposalState.CHANGED, draft=everywhere))
    await IncidentStore(desk.database).close(IncidentId("I1"), LATER)
    assert await desk.proposals.due(LATER + timedelta(days=1)) == ()
    async with desk.database.writing() as connection:  # as one that was refused before, and is reopened now
        await connection.execute(update(proposals).where(proposals.c.id == lower.id).values(state="waiting"))
    done = await desk.proposals.carry_out(lower.id, an_order(id_="I2"))
    assert isinstance(done, NotCarriedOut)
    assert done.why is Obstacle.CLOSED


async def test_what_is_graver_than_what_was_closed_opens_again(desk: Desk) -> None:
    first = of_east(3)
    await desk.take(first)
    await desk.confirm()
    await IncidentStore(desk.database).close(IncidentId("I1"), LATER)
    await desk.take(again(first, minutes=15, areas=of_east(4).areas))
    assert (await desk.confirm("I2")).incident.id == "I2"


async def test_two_staff_who_confirm_two_proposals_of_one_matter_at_once_open_one_incident(desk: Desk) -> None:
    await desk.take(of_two_levels())
    both = await desk.proposals.waiting()
    orders = (an_order(id_=f"I{number}") for number in range(2))
    done = await asyncio.gather(
        *(desk.proposals.carry_out(each.id, order) for each, order in zip(both, orders, strict=True))
    )
    assert all(isinstance(each, CarriedOut) for each in done)
    assert (await desk.incident()).districts == (EAST, WEST)


async def test_an_incident_that_is_closed_while_it_rises_asks_nobody(desk: Desk) -> None:
    first = of_east(3)
    await desk.take(first)
    await desk.confirm()
    await desk.take(again(first, minutes=5, areas=of_east(4).areas))
    waits = await desk.waiting()
    incidents = IncidentStore(desk.database)
    rising = desk.proposals.carry_out(waits.id, an_order(id_="I2"))
    await asyncio.gather(rising, incidents.close(IncidentId("I1"), LATER))
    assert {row.state for row in await desk.rows(outbox) if row.incident_id == "I1"} == {"dropped"}
    assert {each.id for each in await incidents.still_open()} <= {IncidentId("I2")}


async def test_one_decision_wins(desk: Desk) -> None:
    await desk.take(quake("5+"))
    id_ = (await desk.waiting()).id
    orders = [an_order(ProposalState.GONE, "I1"), an_order(ProposalState.GONE, "I2"), an_order(id_="I3")]
    told = await asyncio.gather(*(desk.proposals.carry_out(id_, each) for each in orders))
    refused = await desk.proposals.refuse(id_, STAFF, LATER)
    assert sum(isinstance(each, CarriedOut) for each in told) == 1
    assert not refused
    assert len(await IncidentStore(desk.database).all()) == 1


async def test_what_was_refused_never_goes(desk: Desk) -> None:
    await desk.take(quake("5+"))
    id_ = (await desk.waiting()).id
    assert await desk.proposals.due(LATER) == (id_,)
    assert await desk.proposals.refuse(id_, STAFF, NOW)
    assert await desk.proposals.due(LATER) == ()
    done = await desk.proposals.carry_out(id_, an_order())
    assert isinstance(done, NotCarriedOut)
    assert done.why is Obstacle.NOT_WAITING


async def test_an_opening_that_fails_leaves_the_proposal_waiting(desk: Desk) -> None:
    await desk.take(quake("5+"))
    own = await desk.waiting()
    nowhere = replace(own.draft, districts=(DistrictId("nowhere"),))
    with pytest.raises(Exception, match="IntegrityError"):
        await desk.proposals.carry_out(own.id, an_order(ProposalState.CHANGED, draft=nowhere))
    assert (await desk.waiting(), await desk.asked()) == (own, set())


@pytest.mark.parametrize("status", [AlertStatus.TRAINING, AlertStatus.TEST])
@pytest.mark.parametrize("state", [ProposalState.CONFIRMED, ProposalState.GONE])
async def test_the_third_barrier_stands_alone(desk: Desk, status: AlertStatus, state: ProposalState) -> None:
    """The rules are left out here: somebody wrote a proposal for what is not real, and its wait is over."""
    training = replace(quake("7"), status=status)
    proposal = await forged(desk, training)
    done = await desk.proposals.carry_out(proposal.id, an_order(state))
    assert isinstance(done, NotCarriedOut)
    assert done.why is Obstacle.NOT_REAL
    assert (await IncidentStore(desk.database).all(), await desk.asked(), await desk.said()) == ((), set(), [])
    assert await desk.proposals.due(LATER + timedelta(days=1)) == ()


async def test_one_alert_that_is_not_real_among_real_ones_is_enough(desk: Desk) -> None:
    real, test = quake("7"), replace(quake("7", "E2"), status=AlertStatus.TEST)
    proposal = await forged(desk, real, test)
    assert isinstance(await desk.proposals.carry_out(proposal.id, an_order()), NotCarriedOut)


async def test_alerts_that_are_gone_or_were_never_there_are_not_real(desk: Desk) -> None:
    proposal = await forged(desk)
    assert isinstance(await desk.proposals.carry_out(proposal.id, an_order()), NotCarriedOut)


async def test_a_drill_may_stand_on_a_training(desk: Desk) -> None:
    proposal = await forged(desk, replace(quake("7"), status=AlertStatus.TRAINING), drill=True)
    done = await desk.proposals.carry_out(proposal.id, an_order())
    assert isinstance(done, CarriedOut)
    assert done.incident.drill
    assert all(letter_of(row).speech.drill for row in await desk.rows(outbox))


async def forged(desk: Desk, *behind: Alert, drill: bool = False) -> Proposal:
    nothing = (CITY, Triggers())
    for each in behind:
        await desk.alerts.take(each, NOW, nothing)
    real = quake("7")
    await desk.take(real)
    own = await desk.waiting()
    await desk.proposals.refuse(own.id, STAFF, NOW)
    proposal = replace(own, id=ProposalId("forged"), matter="forged", alerts=tuple(each.digest for each in behind))
    async with desk.database.writing() as connection:
        await add_new(connection, proposals, [row_of_proposal(replace(proposal, drill=drill))])
    return proposal


async def test_an_order_of_two_levels_asks_each_district_in_the_words_of_its_own(desk: Desk) -> None:
    both = replace(of_east(4), areas=(*of_east(4).areas, *order(3, "西町").areas))
    assert await desk.take(both) == "propose"
    found = {each.draft.level: each for each in await desk.proposals.waiting()}
    assert {level: each.draft.districts for level, each in found.items()} == {"4": (EAST,), "3": (WEST,)}
    lower = await desk.proposals.carry_out(found["3"].id, an_order(id_="I1"))
    higher = await desk.proposals.carry_out(found["4"].id, an_order(id_="I2"))
    assert isinstance(lower, CarriedOut)
    assert isinstance(higher, CarriedOut)
    assert (higher.incident.id, higher.incident.level) == (IncidentId("I1"), "4")
    assert set(higher.incident.districts) == {EAST, WEST}
    assert ("raise", HANA) in await desk.said()


async def test_a_level_that_staff_changed_by_hand_is_not_called_risen(desk: Desk) -> None:
    await desk.take(of_east(3))
    await desk.confirm()
    await desk.take(again(of_east(3), minutes=5, areas=of_east(4).areas))
    proposal = await desk.waiting()
    done = await desk.proposals.carry_out(proposal.id, an_order(draft=replace(proposal.draft, level="3")))
    assert isinstance(done, CarriedOut)
    assert {aim for aim, _ in await desk.said()} == {"open"}
