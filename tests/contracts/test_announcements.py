"""What staff send to many, on both databases: looked at, sent once and in order, held back where messages are short."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, delete, select, update

from bot.core.audience import Answer, AtHome, Audience, Block, Fit, Rank
from bot.core.conversation import Conversation
from bot.core.events import Channel, Event, TextSaid, conversation_id
from bot.core.ids import DistrictId, EventId, IncidentId, MailingId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.core.letters import Letter
from bot.core.people import City, Office
from bot.core.ports import Arrival, FinishedTurn
from bot.core.records import AccountUntied, Record
from bot.core.replies import Card, Reply, Say, text
from bot.core.turn import Outcome
from bot.rules.announcement import announcement
from bot.rules.opening_message import opening_words
from bot.storage import tables
from bot.storage.announcements import AnnouncementStore, Order, Progress
from bot.storage.asking import About, about
from bot.storage.database import Database
from bot.storage.held_mail import hold
from bot.storage.inbox import SqlInbox
from bot.storage.incidents import IncidentStore
from bot.storage.insert import add_new
from bot.storage.rows.announcements import is_narrow as kept_as_narrow
from bot.storage.rows.announcements import json_of_audience
from bot.storage.rows.letters import letter_of
from bot.storage.turn_store import SqlTurnStore
from tests.contracts.city import NOON

CITY = City("会津若松市", "0242-00-0000", "市のホームページ")
EAST = DistrictId("east")
RAIN = Incident(IncidentId("rain"), "大雨", Hazard.FLOOD, "3", (EAST,), drill=False, opened_at=NOON)
WORDS = announcement({Language.JAPANESE: "給水車が来ます。"}, CITY, drill=False, in_incident=False)
ORDER = Order(MailingId("m1"), NOON, PersonId("mori"), "session", Audience(), {"ja": "給水車が来ます。"}, drill=False)
PEOPLE = ("needy", "wet", "other", "daughter", "leader")
"""Needs support; lives under the flood; neither; the needy one's daughter, in no known district; the leader."""


def address(person: str) -> str:
    return f"U{PEOPLE.index(person):032x}"


@pytest.fixture
async def town(database: Database) -> Database:
    for table, row in _rows():
        async with database.writing() as connection:
            await add_new(connection, table, [row])
    return database


def _rows() -> list[tuple[Table, dict[str, Any]]]:
    home = {"district_id": EAST}
    return [
        (tables.districts, {"id": EAST, "name": "東町"}),
        (tables.sites, {"id": "s1", "name": "東小学校", "district_id": EAST, "hazards": "fire;flood"}),
        (tables.sites, {"id": "s2", "name": "低地公園", "district_id": EAST, "hazards": "fire"}),
        *((tables.people, {"id": each, "name": each, **(home if each != "daughter" else {})}) for each in PEOPLE),
        (tables.relations, {"person_id": "needy", "other_id": "daughter", "kind": "family", "confirmed": True}),
        (tables.relations, {"person_id": "needy", "other_id": "other", "kind": "supporter", "confirmed": True}),
        (tables.roles, {"person_id": "leader", "role": "leader", "district_id": EAST}),
        (tables.home_hazards, {"person_id": "wet", "hazard": "flood", "depth": 1.5}),
        *((tables.accounts, {"channel": "line", "address": address(each), "person_id": each}) for each in PEOPLE),
        (tables.accounts, {"channel": "web", "address": "daughter", "person_id": "daughter"}),
    ]


async def settled(database: Database) -> AnnouncementStore:
    async with database.writing() as connection:
        needy = tables.people.c.id == "needy"
        await connection.execute(update(tables.people).where(needy).values(support_needed=True))
    return AnnouncementStore(database)


async def letters(database: Database) -> list[Letter]:
    async with database.reading() as connection:
        ordered = select(tables.outbox).order_by(tables.outbox.c.seq)
        return [letter_of(row) for row in await connection.execute(ordered)]


async def test_the_look_before_counts_people_roads_and_messages_by_rank(town: Database) -> None:
    preview = await (await settled(town)).preview(Audience(), About((Hazard.FLOOD,)), NOON)
    assert (preview.audience.asked, preview.audience.by_line, preview.audience.by_web) == (5, 5, 1)
    assert preview.wanted == {Rank.SUPPORT: 1, Rank.HAZARD: 1, Rank.OTHERS: 1, Rank.CAN_WAIT: 2}
    assert preview.cost == 5


async def test_it_goes_to_those_who_need_support_first_and_is_counted_as_it_goes(town: Database) -> None:
    store = await settled(town)
    sent = await store.send(ORDER, WORDS, About((Hazard.FLOOD,)))
    assert sent is not None
    assert (sent.messages, sent.held) == (5, 0)
    written = await letters(town)
    on_line = [each.recipients for each in written if each.channel is Channel.LINE]
    assert on_line[:3] == [(address("needy"),), (address("wet"),), (address("other"),)]
    assert all(each.mailing == "m1" for each in written)
    assert await store.progress(ORDER.id) == Progress(sent=0, waiting=6, failed=0)
    async with town.writing() as connection:
        first = tables.outbox.c.id == written[0].id
        await connection.execute(update(tables.outbox).where(first).values(state="done"))
    assert await store.progress(ORDER.id) == Progress(sent=1, waiting=5, failed=0)


async def test_what_is_confirmed_twice_is_sent_once(town: Database) -> None:
    store = await settled(town)
    assert await store.send(ORDER, WORDS, About()) is not None
    assert await store.send(ORDER, WORDS, About()) is None
    assert sum(len(each.recipients) for each in await letters(town)) == 6
    async with town.reading() as connection:
        (row,) = await connection.execute(select(tables.announcements))
    assert (row.by_id, row.people, row.line_messages, row.words) == ("mori", 5, 5, {"ja": "給水車が来ます。"})


async def test_short_of_messages_the_last_call_is_cut_to_what_is_left_and_families_are_held(town: Database) -> None:
    sent = await (await settled(town)).send(replace(ORDER, left=4), WORDS, About((Hazard.FLOOD,)))
    assert sent is not None
    assert (sent.messages, sent.held) == (3, 2)
    written = await letters(town)
    assert address("leader") not in {each for letter in written for each in letter.recipients}
    assert [each.recipients for each in written if each.channel is Channel.WEB] == [("daughter",)]


def _spoke(
    database: Database, person: str, *replies: Reply, drill: bool = False, records: tuple[Record, ...] = ()
) -> FinishedTurn:
    talk = conversation_id(Channel.LINE, address(person))
    event = EventId(f"event-{person}")
    arrival = Arrival(event, Channel.LINE, talk, NOON, NOON, b"{}")
    said = Event(event, talk, NOON, TextSaid("まとめ"), reply_token="token", received_at=NOON)
    outcome = Outcome(Conversation(talk), replies, records=records, drill=drill)
    return FinishedTurn(arrival, said, outcome, NOON + timedelta(seconds=1))


async def _commit(database: Database, turn: FinishedTurn) -> Letter:
    await SqlInbox(database).accept([turn.arrival])
    await SqlTurnStore(database).commit([turn])
    return next(each for each in await letters(database) if each.reply_token)


async def test_what_was_held_goes_with_the_next_reply_and_only_once(town: Database) -> None:
    await (await settled(town)).send(replace(ORDER, left=0), WORDS, About())
    reply = await _commit(town, _spoke(town, "leader", Say(text("hello"))))
    assert [type(each) for each in reply.speech.replies] == [Say, Card]
    assert reply.mailing == "m1"
    async with town.reading() as connection:
        held = list(await connection.scalars(select(tables.held_mail.c.address)))
    assert held == [address("daughter")]


async def test_what_was_held_goes_to_nobody_once_the_link_has_ended(town: Database) -> None:
    """Whoever ends the link may be the next owner of the phone: not even with the words that it has ended."""
    await (await settled(town)).send(replace(ORDER, left=0), WORDS, About())
    untied = AccountUntied(conversation_id(Channel.LINE, address("leader")), PersonId("leader"))
    reply = await _commit(town, _spoke(town, "leader", Say(text("hello")), records=(untied,)))
    assert [type(each) for each in reply.speech.replies] == [Say]
    async with town.reading() as connection:
        assert list(await connection.scalars(select(tables.held_mail.c.address))) == [address("daughter")]


async def test_what_was_held_stays_for_who_shares_the_account(town: Database) -> None:
    shared = {"channel": "line", "address": address("leader"), "person_id": "daughter"}
    async with town.writing() as connection:
        await add_new(connection, tables.accounts, [shared])
    await (await settled(town)).send(replace(ORDER, left=0), WORDS, About())
    untied = AccountUntied(conversation_id(Channel.LINE, address("leader")), PersonId("leader"))
    reply = await _commit(town, _spoke(town, "leader", Say(text("hello")), records=(untied,)))
    assert [type(each) for each in reply.speech.replies] == [Say, Card]


async def test_what_was_held_never_goes_with_a_drill(town: Database) -> None:
    await (await settled(town)).send(replace(ORDER, left=0), WORDS, About())
    reply = await _commit(town, _spoke(town, "leader", Say(text("hello")), drill=True))
    assert [type(each) for each in reply.speech.replies] == [Say]


async def test_what_was_held_for_a_day_is_no_news(town: Database) -> None:
    await (await settled(town)).send(replace(ORDER, left=0, at=NOON - timedelta(hours=25)), WORDS, About())
    reply = await _commit(town, _spoke(town, "leader", Say(text("hello"))))
    assert [type(each) for each in reply.speech.replies] == [Say]


async def test_the_question_that_was_held_counts_as_asked_by_the_reply_that_carries_it(town: Database) -> None:
    store = await settled(town)
    await store.open(replace(ORDER, incident=RAIN.id, left=0), RAIN, opening_words(RAIN, CITY, ()))
    reply = await _commit(town, _spoke(town, "leader", Say(text("hello"))))
    assert reply.incident == RAIN.id


async def test_a_reply_that_took_the_question_along_still_answers_once_the_incident_is_closed(town: Database) -> None:
    store = await settled(town)
    await store.open(replace(ORDER, incident=RAIN.id, left=0), RAIN, opening_words(RAIN, CITY, ()))
    reply = await _commit(town, _spoke(town, "leader", Say(text("hello"))))
    await IncidentStore(town).close(RAIN.id, NOON + timedelta(minutes=5))
    async with town.reading() as connection:
        waits = select(tables.outbox.c.id).where(tables.outbox.c.state == "pending")
        assert reply.id in set(await connection.scalars(waits))


async def test_who_has_answered_meanwhile_is_not_asked_with_a_reply(town: Database) -> None:
    store = await settled(town)
    await store.open(replace(ORDER, incident=RAIN.id, left=0), RAIN, opening_words(RAIN, CITY, ()))
    async with town.writing() as connection:
        await connection.execute(update(tables.check_ins).values(progress="answered"))
    reply = await _commit(town, _spoke(town, "leader", Say(text("hello"))))
    assert reply.incident is None


async def _held_rise(town: Database) -> None:
    """Of an incident that asked everybody before; the leader's is held."""
    store = await settled(town)
    await store.open(replace(ORDER, incident=RAIN.id), RAIN, opening_words(RAIN, CITY, ()))
    first = (await letters(town))[0]
    rise = replace(first, recipients=(address("leader"),), created_at=NOON + timedelta(milliseconds=1))
    async with town.writing() as connection:
        await hold(connection, [rise], MailingId("m2"))


async def test_a_rise_that_was_held_reaches_whoever_answered_before_it(town: Database) -> None:
    await _held_rise(town)
    async with town.writing() as connection:
        await connection.execute(update(tables.check_ins).values(progress="answered"))
    reply = await _commit(town, _spoke(town, "leader", Say(text("hello"))))
    assert (reply.incident, reply.mailing) == (RAIN.id, "m2")


async def test_a_rise_that_was_held_reaches_nobody_once_the_incident_is_closed(town: Database) -> None:
    await _held_rise(town)
    async with town.writing() as connection:
        await connection.execute(update(tables.incidents).values(closed_at=NOON))
    reply = await _commit(town, _spoke(town, "leader", Say(text("hello"))))
    assert reply.mailing is None


async def test_who_helps_is_told_to_leave_with_whom_they_help_and_where_to(town: Database) -> None:
    store = await settled(town)
    said = opening_words(RAIN, CITY, ())
    assert callable(said)
    await store.open(replace(ORDER, incident=RAIN.id), RAIN, said)
    words = {each: letter.speech.replies for letter in await letters(town) for each in letter.recipients}
    leaving = said(Fit(leaving=True, sites=("東小学校",)))
    assert words[address("needy")] == words[address("other")] == leaving
    assert words[address("wet")] == said(Fit(leaving=False, sites=("東小学校",)))
    assert words[address("daughter")] == said(Fit(may_help=True))


async def test_who_is_kin_to_somebody_protected_is_asked_as_anybody_and_told_of_nobody(town: Database) -> None:
    store = await settled(town)
    said = opening_words(RAIN, CITY, ())
    assert callable(said)
    async with town.writing() as connection:
        needy = tables.people.c.id == "needy"
        await connection.execute(update(tables.people).where(needy).values(disclosure_block=True))
    await store.open(replace(ORDER, incident=RAIN.id), RAIN, said)
    words = {each: letter.speech.replies for letter in await letters(town) for each in letter.recipients}
    assert words[address("needy")] == said(Fit(leaving=True, sites=("東小学校",)))
    assert words[address("other")] == words[address("wet")]
    assert words[address("daughter")] == said(Fit(may_help=True))


async def test_a_call_to_those_who_need_time_asks_no_kin_of_somebody_protected(town: Database) -> None:
    store = await settled(town)
    audience = Audience(districts=(EAST,), supported=True)
    async with town.writing() as connection:
        needy = tables.people.c.id == "needy"
        await connection.execute(update(tables.people).where(needy).values(disclosure_block=True))
    await store.open(replace(ORDER, audience=audience, incident=RAIN.id), RAIN, opening_words(RAIN, CITY, ()))
    assert {each for letter in await letters(town) for each in letter.recipients} == {address("needy")}


async def test_the_old_read_that_they_are_to_leave_where_the_city_counts_by_age(town: Database) -> None:
    store = await settled(town)
    said = opening_words(RAIN, CITY, ())
    assert callable(said)
    async with town.writing() as connection:
        wet = tables.people.c.id == "wet"
        await connection.execute(update(tables.people).where(wet).values(birthdate=date(1961, 6, 1)))
    for born_by, leaving in ((None, False), (date(1961, 5, 31), False), (date(1961, 6, 1), True)):
        preview = await store.preview(Audience(districts=(EAST,)), about(RAIN, born_by), NOON)
        assert sum(count for fit, count in preview.fits if fit.leaving) == 2 + leaving
        assert preview.sites_of == {("東小学校",): ("東町",)}
        assert preview.wanted[Rank.SUPPORT] == 1


async def test_whoever_is_known_to_live_in_another_district_is_not_called_for_one_they_help(town: Database) -> None:
    """It would tell them where she lives and that she needs time, whatever she agreed to."""
    store = await settled(town)
    async with town.writing() as connection:
        daughter = tables.people.c.id == "daughter"
        await add_new(connection, tables.districts, [{"id": "west", "name": "西町"}])
        moved = {"district_id": "west", "support_needed": True}
        await connection.execute(update(tables.people).where(daughter).values(moved))
    audience = Audience(districts=(EAST,), supported=True)
    assert (await store.preview(audience, about(RAIN), NOON)).audience.by_line == 2
    await store.open(replace(ORDER, audience=audience, incident=RAIN.id), RAIN, opening_words(RAIN, CITY, ()))
    reached = {each for letter in await letters(town) for each in letter.recipients}
    assert reached == {address("needy"), address("other")}


async def test_an_opening_for_some_asks_those_alone(town: Database) -> None:
    store = await settled(town)
    audience = Audience(districts=(EAST,), supported=True)
    sent = await store.open(replace(ORDER, audience=audience, incident=RAIN.id), RAIN, opening_words(RAIN, CITY, ()))
    assert sent is not None
    async with town.reading() as connection:
        asked = frozenset(await connection.scalars(select(tables.check_ins.c.person_id)))
    assert asked == {"needy", "other", "daughter"}
    assert sent.audience.asked == 3
    assert about(RAIN).hazards == (Hazard.FLOOD,)


async def test_what_waits_in_the_outbox_is_spent_already(town: Database) -> None:
    """LINE says that nine are left and has counted none of the first five: of the second five one would go too far."""
    store = await settled(town)
    await store.send(ORDER, WORDS, About())
    preview = await store.preview(Audience(), About(), NOON)
    assert (preview.waiting, preview.left(9), preview.left(None)) == (5, 4, None)
    sent = await store.send(replace(ORDER, id=MailingId("m2"), left=9), WORDS, About())
    assert sent is not None
    assert (sent.messages, sent.held) == (3, 2)


async def test_a_reply_that_is_still_free_spends_nothing(town: Database) -> None:
    await _commit(town, _spoke(town, "leader", Say(text("hello"))))
    store = await settled(town)
    before, after = NOON + timedelta(seconds=49), NOON + timedelta(seconds=51)
    waiting = [(await store.preview(Audience(), About(), at)).waiting for at in (before, after)]
    assert waiting == [0, 1]


@pytest.mark.parametrize(
    "audience",
    [
        Audience(supported=True),
        Audience(blocks=(Block(EAST, "1班"),)),
        Audience(hazards=(AtHome(Hazard.FLOOD),)),
        Audience(offices=(Office.LEADER,)),
        Audience(languages=(Language.JAPANESE,)),
    ],
)
async def test_no_narrow_audience_tells_whether_somebody_protected_is_in_it(town: Database, audience: Audience) -> None:
    """Whoever is under a disclosure block or not: the look is the same, before and after, and it reaches them.

    Nobody helps anybody here: as a helper of somebody under a block nobody is called at all.
    """
    store = await settled(town)
    async with town.writing() as connection:
        await connection.execute(delete(tables.relations))
    everybody = await store.preview(audience, About(), NOON)
    reached = await store.send(replace(ORDER, id=MailingId("before"), audience=audience), WORDS, About())
    async with town.writing() as connection:
        await connection.execute(update(tables.people).values(disclosure_block=True))
    protected = await store.preview(audience, About(), NOON)
    assert everybody.audience.asked > 0
    assert (protected.audience.asked, protected.cost, protected.narrow) == (0, 0, True)
    sent = await store.send(replace(ORDER, audience=audience), WORDS, About())
    assert sent is not None
    assert reached is not None
    assert (sent.audience, sent.messages, sent.narrow) == (protected.audience, protected.cost, True)
    assert reached.audience == everybody.audience
    assert await store.progress(ORDER.id) == await store.progress(MailingId("before"))
    async with town.reading() as connection:
        kept = (await connection.execute(select(tables.announcements).filter_by(id=ORDER.id))).one()
    assert (kept.people, kept.line_messages) == (0, 0)
    assert kept_as_narrow(kept.audience)


@pytest.mark.parametrize(
    "audience", [Audience(), Audience(districts=(EAST,)), Audience(incident=IncidentId("i"), answer=Answer.SILENT)]
)
def test_a_wide_audience_is_kept_as_a_wide_one(audience: Audience) -> None:
    assert not kept_as_narrow(json_of_audience(audience))


async def test_whole_districts_are_counted_as_the_board_counts_them(town: Database) -> None:
    store = await settled(town)
    async with town.writing() as connection:
        await connection.execute(update(tables.people).values(disclosure_block=True))
    preview = await store.preview(Audience(districts=(EAST,)), About(), NOON)
    assert (preview.audience.asked, preview.narrow) == (5, False)


async def test_nobody_to_reach_is_counted_as_somebody_to_go_to(town: Database) -> None:
    async with town.writing() as connection:
        await connection.execute(delete(tables.accounts).where(tables.accounts.c.person_id == "wet"))
    preview = await (await settled(town)).preview(Audience(districts=(EAST,)), About(), NOON)
    assert (preview.audience.asked, preview.audience.unreachable) == (5, 1)
