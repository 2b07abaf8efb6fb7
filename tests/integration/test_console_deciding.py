"""What the console reads of proposals, emergencies and staff, and who decides: on SQLite and on a real PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from admin.board import Board, Section
from admin.commands.decide import Decisions
from admin.commands.declare import Declaring
from admin.commands.entitled import NotEntitled, entitled
from admin.commands.sending import announce, open_incident
from admin.queries.board import read_board
from admin.queries.emergencies import read_emergencies
from admin.queries.notices import Limits
from admin.queries.staff import read_offices, read_staff
from admin.sessions import Session
from admin.staff import Staff
from bot.bootstrap.proposals import Proposals
from bot.core.audience import Audience as Everybody
from bot.core.consents import RecipientKind
from bot.core.ids import DistrictId, IncidentId, MailingId, PersonId
from bot.core.incidents import Emergency, Hazard, Incident
from bot.core.people import Office
from bot.core.proposals import Aim, ProposalState
from bot.core.quota import AskQuota, Quota, unknown
from bot.core.records import NoticeKind, NoticeRaised
from bot.storage import tables
from bot.storage.alerts import Before, CarriedOut, NotCarriedOut, Obstacle, ProposalStore
from bot.storage.announcements import Order
from bot.storage.asking import About
from bot.storage.database import Database
from bot.storage.emergencies import EmergencyStore
from bot.storage.incidents import IncidentStore
from bot.storage.questions import Audience
from bot.storage.rows.notices import row_of_notice
from bot.storage.undecided import notice_of
from bot.storage.wakeups import InProcessWakeups
from tests.integration.console_town import CITY, EAST, HANA, KEN, QUAKE, SATO, WEST, YUKI, StillClock, Town
from tests.integration.proposal_town import ORDER, decided, for_helpers, found, propose

NOW = StillClock().now()


@pytest.fixture
async def town(address: str) -> AsyncIterator[Town]:
    async with filled(address) as town:
        yield town


@asynccontextmanager
async def filled(address: str) -> AsyncIterator[Town]:
    """Sato and Yuki are of the city's staff, and Hana works at a shelter."""
    town = Town(Database(address), NOW)
    await town.fill()
    offices = ((SATO, Office.CITY_STAFF), (YUKI, Office.CITY_STAFF), (HANA, Office.SHELTER_STAFF))
    await town.add(tables.roles, *({"person_id": each, "role": office.value} for each, office in offices))
    yield town
    await town.database.close()


async def read(town: Town) -> Board:
    return await read_board(town.database, NOW, Limits())


def proposals(town: Town, quota: AskQuota = unknown) -> Proposals:
    return Proposals(ProposalStore(town.database), CITY, InProcessWakeups(), quota)


def decisions(town: Town, quota: AskQuota = unknown) -> Decisions:
    return Decisions(town.database, proposals(town, quota))


def sitting(person: PersonId) -> Session:
    return Session("s1", NOW + timedelta(hours=1), Staff(person, "", frozenset({Office.CITY_STAFF})))


async def test_a_proposal_that_waits_stands_above_and_not_among_the_notices(town: Town) -> None:
    id_ = await propose(town)
    notice = NoticeRaised(notice_of(id_), NoticeKind.ALERT_PROPOSED, NOW, drill=False, words="提案")
    await town.add(tables.notices, row_of_notice(notice, None))
    board = await read(town)
    (pending,) = board.proposed.pending
    assert (pending.proposal.id, pending.where, pending.behind[0].title) == (id_, ("東町",), "避難情報")
    assert (board.notices, board.total(Section.ALERT_PROPOSED, drill=False)) == ((), 0)


async def test_counts_whom_it_would_reach_and_by_which_road(town: Town) -> None:
    """Hana and Sato live in the east, and nobody knows where Yuki does: she is asked rather than missed."""
    accounts = ((SATO, "line", "U" + "1" * 32), (SATO, "web", "sato"), (KEN, "web", "ken"), (HANA, "line", "Ublocked"))
    rows = [{"person_id": person, "channel": channel, "address": address} for person, channel, address in accounts]
    await town.add(tables.accounts, *rows)
    blocked = {"id": "line:Ublocked", "channel": "line", "address": "Ublocked", "version": 1, "reach": "blocked"}
    await town.add(tables.conversations, blocked)
    await propose(town)
    (pending,) = (await read(town)).proposed.pending
    assert pending.asked == Audience(asked=3, by_line=1, by_web=1, unreachable=2)
    before = await proposals(town).before(pending.proposal.id, NOW, for_helpers(ORDER, WEST))
    assert isinstance(before, Before)
    assert (before.preview.audience, before.preview.narrow) == (Audience(0, 0, 0, 0), True)


@pytest.mark.parametrize(("districts", "people"), [((), 3), ((EAST,), 2)])
async def test_what_was_wrong_is_told_to_all_who_were_asked_there(
    town: Town, districts: tuple[DistrictId, ...], people: int
) -> None:
    await propose(town, replace(ORDER, districts=districts), aim=Aim.CANCEL, incident=QUAKE)
    (pending,) = (await read(town)).proposed.pending
    assert (pending.asked.asked, pending.incident) == (people, "強い地震")


async def on_line(town: Town, *people: PersonId) -> None:
    rows = [{"person_id": each, "channel": "line", "address": address_of(each)} for each in people]
    await town.add(tables.accounts, *rows)


def address_of(person: PersonId) -> str:
    return f"U{(HANA, YUKI, SATO).index(person):032x}"


async def short() -> Quota:
    """One message is left of the month."""
    return Quota(200, 199)


async def to_whom(town: Town) -> list[list[str]]:
    return [row.recipients for row in sorted(await town.rows(tables.outbox), key=lambda row: row.seq)]


@pytest.mark.parametrize("by_itself", [False, True])
async def test_short_of_messages_it_reaches_whoever_needs_support_first_and_holds_officers(
    town: Town, *, by_itself: bool
) -> None:
    """Confirmed, or gone when its wait is over: the same order as what staff open by hand. Hana needs support."""
    await on_line(town, HANA, YUKI, SATO)
    await town.add(tables.roles, {"person_id": YUKI, "role": Office.LEADER.value, "district_id": EAST})
    second = timedelta(seconds=1)
    id_ = await propose(town, wait=second if by_itself else None)
    if by_itself:
        assert await proposals(town, short).let_go(NOW + second) == 1
    else:
        done = await decisions(town, short).confirm(sitting(SATO), id_, NOW, None)
        assert isinstance(done, CarriedOut)
        assert (done.audience.by_line, done.messages, done.held) == (3, 2, 1)
    assert await to_whom(town) == [[address_of(HANA)], [address_of(SATO)]]
    (held,) = await town.rows(tables.held_mail)
    opened = (await found(town, id_)).incident
    assert (held.address, held.mailing, held.incident_id) == (address_of(YUKI), id_, opened)


@pytest.mark.parametrize("aim", [Aim.RAISE, Aim.CORRECT, Aim.CANCEL])
async def test_what_is_told_again_has_the_same_order_where_messages_are_short(town: Town, aim: Aim) -> None:
    """A rise is a question to the district; what was wrong goes to those who were asked before, and Yuki was not."""
    await on_line(town, HANA, YUKI, SATO)
    await town.add(tables.roles, {"person_id": SATO, "role": Office.LEADER.value, "district_id": EAST})
    id_ = await propose(town, aim=aim, incident=QUAKE)
    before = await proposals(town).before(id_, NOW)
    assert isinstance(before, Before)
    reached = 3 if aim is Aim.RAISE else 2
    assert (before.preview.audience.by_line, before.preview.cost) == (reached, reached)
    done = await decisions(town, short).confirm(sitting(SATO), id_, NOW, None)
    assert isinstance(done, CarriedOut)
    assert (done.messages, done.held) == (reached - 1, 1)
    assert (await to_whom(town))[0] == [address_of(HANA)]
    (held,) = await town.rows(tables.held_mail)
    assert (held.address, held.incident_id) == (address_of(SATO), QUAKE if aim is Aim.RAISE else None)


async def test_what_was_decided_meanwhile_is_not_looked_at_any_more(town: Town) -> None:
    id_ = await propose(town)
    await decisions(town).refuse(sitting(YUKI), id_, NOW)
    assert await proposals(town).before(id_, NOW) == NotCarriedOut(Obstacle.NOT_WAITING, await found(town, id_))


async def test_nobody_protected_can_be_tried_out_by_what_a_proposal_would_reach(town: Town) -> None:
    """The whole district is counted as the board counts it; of those who need support in it nobody protected is."""
    async with town.database.writing() as connection:
        hana = tables.people.c.id == HANA
        await connection.execute(tables.people.update().where(hana).values(disclosure_block=True))
    id_ = await propose(town)
    everybody = await proposals(town).before(id_, NOW)
    some = await proposals(town).before(id_, NOW, for_helpers(ORDER, EAST))
    assert isinstance(everybody, Before)
    assert isinstance(some, Before)
    assert (everybody.preview.audience.asked, some.preview.audience.asked) == (3, 0)
    done = await decisions(town).confirm(sitting(SATO), id_, NOW, for_helpers(ORDER, EAST))
    assert isinstance(done, CarriedOut)
    assert done.audience.asked == 1


async def test_of_two_who_decide_at_once_one_does_and_the_other_is_told(town: Town) -> None:
    id_ = await propose(town)
    desk = decisions(town)
    assert isinstance(await desk.confirm(sitting(SATO), id_, NOW, None), CarriedOut)
    second = await desk.confirm(sitting(YUKI), id_, NOW, None)
    assert isinstance(second, NotCarriedOut)
    assert second.why is Obstacle.NOT_WAITING
    assert not await desk.refuse(sitting(YUKI), id_, NOW)
    (line,) = (await read(town)).proposed.decided
    assert (line.by, line.proposal.state) == ("佐藤 一", ProposalState.CONFIRMED)


async def test_what_was_decided_goes_out_of_sight_after_six_hours(town: Town) -> None:
    id_ = await propose(town)
    await decisions(town).refuse(sitting(SATO), id_, NOW)
    later = await read_board(town.database, NOW + timedelta(hours=6, seconds=1), Limits())
    assert (len((await read(town)).proposed.decided), later.proposed.decided) == (1, ())


@pytest.mark.parametrize("is_open", [True, False])
async def test_a_declaration_leads_the_silent_back_to_the_question_while_one_is_open(
    town: Town, *, is_open: bool
) -> None:
    await town.add(tables.roles, {"person_id": YUKI, "role": Office.CITY_MANAGER.value})
    await town.add(tables.accounts, {"channel": "web", "address": "hana", "person_id": HANA})
    if not is_open:
        await IncidentStore(town.database).close(QUAKE, NOW)
    kinds = frozenset({RecipientKind.ASSOCIATION})
    wanted = Emergency("E1", (EAST,), NOW, NOW + timedelta(hours=6), cause="大雨特別警報", recipients=kinds)
    declaring = Declaring(town.database, CITY, InProcessWakeups())
    assert await declaring.declare(sitting(YUKI), wanted, ()) == 1
    (letter,) = await town.rows(tables.outbox)
    assert ("emergency.answer" in letter.speech) == is_open


@pytest.mark.parametrize("session", [sitting(HANA), sitting(KEN), Session("s2", NOW + timedelta(hours=1))])
async def test_whoever_holds_no_office_of_the_city_decides_nothing(town: Town, session: Session) -> None:
    """Whatever the session says: the register is asked at that moment. Hana works at a shelter, Ken nowhere."""
    id_ = await propose(town)
    desk = decisions(town)
    for deciding in (
        desk.confirm(session, id_, NOW, None),
        desk.refuse(session, id_, NOW),
        desk.reopen(session, id_, NOW),
    ):
        with pytest.raises(NotEntitled):
            await deciding
    assert await decided(town, id_) == (ProposalState.WAITING, None)


async def test_a_session_that_is_over_decides_nothing_though_its_page_is_still_open(town: Town) -> None:
    signed_out, too_old = sitting(SATO), sitting(SATO)
    assert await entitled(signed_out, town.database, NOW) == SATO
    signed_out.signed_out, too_old.ends_at = True, NOW
    for session in (signed_out, too_old):
        with pytest.raises(NotEntitled):
            await entitled(session, town.database, NOW)
        with pytest.raises(NotEntitled):
            await Declaring(town.database, CITY, InProcessWakeups()).end(session, "E1", NOW)


@pytest.mark.parametrize("session", [sitting(HANA), Session("s2", NOW + timedelta(hours=1))])
async def test_whoever_lost_the_office_neither_sends_nor_opens(town: Town, session: Session) -> None:
    order = Order(MailingId("m1"), NOW, SATO, session.id, Everybody(), {"ja": "お知らせ"}, drill=False)
    quake = Incident(IncidentId("new"), "強い地震", Hazard.EARTHQUAKE, "5強", (), drill=False, opened_at=NOW)
    wakeups = InProcessWakeups()
    with pytest.raises(NotEntitled):
        await announce(town.database, wakeups, session, order, (), About())
    with pytest.raises(NotEntitled):
        await open_incident(town.database, wakeups, session, order, quake, ())
    assert await town.rows(tables.announcements) == []


async def test_reads_which_emergencies_hold_and_which_are_over(town: Town) -> None:
    store, day = EmergencyStore(town.database), timedelta(days=1)
    await store.declare(Emergency("E1", (EAST,), NOW - day, NOW - timedelta(hours=1), declared_by=SATO, cause="a"), ())
    await store.declare(Emergency("E2", (), NOW, NOW + day, declared_by=KEN, cause="b"), ())
    found = await read_emergencies(town.database, NOW)
    assert [(each.emergency.id, each.where, each.by) for each in found.standing] == [("E2", (), "")]
    assert [(each.emergency.id, each.where, each.by) for each in found.over] == [("E1", ("東町",), "佐藤 一")]
    assert (await read(town)).emergencies == found.standing
    assert await store.end("E2", NOW + timedelta(minutes=1), SATO)
    assert (await read_emergencies(town.database, NOW + timedelta(minutes=2))).standing == ()
    looks = [await store.preview(Emergency("", where, NOW, NOW)) for where in ((EAST,), (EAST, WEST), ())]
    assert [each.audience.asked for each in looks] == [2, 3, 3]


async def test_staff_are_found_by_the_citys_own_id_with_the_offices_of_the_register(town: Town) -> None:
    async with town.database.writing() as connection:
        await connection.execute(tables.people.update().where(tables.people.c.id == SATO).values(subject="s-1"))
    assert await read_staff(town.database, "s-1") == Staff(SATO, "佐藤 一", frozenset({Office.CITY_STAFF}))
    assert await read_staff(town.database, "s-2") is None
    held = await read_offices(town.database, [SATO, KEN])
    assert held == {SATO: frozenset({Office.CITY_STAFF})}
