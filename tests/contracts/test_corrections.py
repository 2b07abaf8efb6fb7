"""What was wrong and waits for LINE messages never goes to those who are told that it was wrong."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.core.alerts import AlertChange
from bot.core.events import Channel
from bot.core.ids import MessageId, PersonId
from bot.core.ports import LANES
from bot.core.replies import Say
from bot.storage.alerts import CarriedOut
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.memory import Account
from bot.storage.outbox.store import SqlOutbox
from bot.storage.rows.letters import letter_of, row_of_letter
from bot.storage.tables import check_ins, held_mail, outbox, people
from tests.contracts.backends import SqlBackend
from tests.contracts.city import HANA, KEN, SATO, WEST, YUKI, City
from tests.contracts.test_alerts import LATER, Desk, an_order, of_east
from tests.integration.storage.ladder.town import user
from tests.unit.rules.triggers.pure_desk import again, order

TOWN = (HANA, SATO, YUKI, KEN)
PHONES = {user(number): person for number, person in enumerate(TOWN)}


@pytest.fixture
async def desk(database: Database) -> Desk:
    """All on LINE. Hana and Sato live in the east, Ken in the west; nobody knows where Yuki lives."""
    phones = [Account(Channel.LINE, address, person) for address, person in PHONES.items()]
    await SqlBackend(database).fill(City(incidents=[], check_ins=[], emergencies=[], accounts=phones))
    return Desk(database)


async def short_of_messages(desk: Desk) -> CarriedOut:
    """Staff let it go; nothing is left of the month."""
    done = await desk.proposals.carry_out((await desk.waiting()).id, replace(an_order(), left=0))
    assert isinstance(done, CarriedOut)
    return done


async def come_due(desk: Desk) -> list[tuple[str, PersonId]]:
    """What goes once there are messages again, in its order, and to whom."""
    found = []
    async with desk.database.writing() as connection:  # as LINE takes one after the other
        await connection.execute(update(outbox).where(outbox.c.state == "pending").values(reason=""))
    for letter in await SqlOutbox(desk.database).due(range(LANES), LATER + timedelta(hours=3), 64, ()):
        (reply,) = letter.speech.replies
        assert isinstance(reply, Say)
        found += [(str(dict(reply.text.args)["aim"]), PHONES[each]) for each in letter.recipients]
    return found


async def test_a_question_that_waits_gives_way_to_the_word_that_it_was_wrong(desk: Desk) -> None:
    await desk.take(first := of_east(4))
    await short_of_messages(desk)
    await desk.take(again(first, minutes=5, change=AlertChange.CANCELLED))
    await short_of_messages(desk)
    assert {aim for aim, _ in await come_due(desk)} == {"cancel"}
    assert [row.mailing for row in await desk.rows(held_mail) if row.incident_id] == []
    assert {row.progress for row in await desk.rows(check_ins)} == {"not_sent"}
    assert {row.reason for row in await desk.rows(outbox) if row.state == "dropped"} == {"corrected"}


async def test_what_waits_in_vain_takes_nothing_from_the_correction(desk: Desk) -> None:
    await desk.take(first := of_east(4))
    await short_of_messages(desk)
    await desk.take(again(first, minutes=5, change=AlertChange.CANCELLED))
    cancel = replace(an_order(), left=3)
    done = await desk.proposals.carry_out((await desk.waiting()).id, cancel)
    assert isinstance(done, CarriedOut)
    assert (done.messages, done.held) == (3, 0)


async def test_whom_the_order_concerns_elsewhere_still_gets_it(desk: Desk) -> None:
    """Ken's district was not meant; Yuki's is not known."""
    await desk.take(first := order(4, "東町", "西町"))
    await short_of_messages(desk)
    areas = (*order(3, "西町").areas, *of_east(4).areas)
    await desk.take(again(first, minutes=3, change=AlertChange.CORRECTED, areas=areas))
    await short_of_messages(desk)
    due = await come_due(desk)
    held = {PHONES[row.address] for row in await desk.rows(held_mail) if row.incident_id}
    asked = {person for aim, person in due if aim == "open"} | held
    assert asked == {HANA, SATO, YUKI}
    assert ("correct", KEN) in due


async def test_who_helps_somebody_where_the_order_holds_is_told_like_any_neighbour_that_theirs_does_not(
    desk: Desk,
) -> None:
    """Yuki, who helps Hana in the east, lives in the west: to be asked on would tell her of Hana."""
    async with desk.database.writing() as connection:
        await connection.execute(update(people).where(people.c.id == YUKI).values(district_id=WEST))
    await desk.take(first := order(4, "東町", "西町"))
    await short_of_messages(desk)
    await desk.take(again(first, minutes=3, change=AlertChange.CORRECTED, areas=of_east(4).areas))
    await short_of_messages(desk)
    due = await come_due(desk)
    held = {PHONES[row.address] for row in await desk.rows(held_mail) if row.incident_id}
    assert YUKI not in {person for aim, person in due if aim == "open"} | held
    assert {("cancel", YUKI), ("cancel", KEN)} <= set(due)


async def test_what_another_series_says_still_goes(desk: Desk) -> None:
    await desk.take(of_east(3))
    await short_of_messages(desk)
    other = replace(of_east(4), series="document/another")
    await desk.take(other)
    await short_of_messages(desk)
    await desk.take(again(other, minutes=5, change=AlertChange.CANCELLED))
    await short_of_messages(desk)
    assert {aim for aim, _ in await come_due(desk)} == {"open", "cancel"}


async def test_a_reply_that_took_a_held_question_along_still_answers(desk: Desk) -> None:
    """Its token ran out, and it waits for quota: it may be the receipt of a call for help."""
    await desk.take(first := of_east(4))
    await short_of_messages(desk)
    question = letter_of((await desk.rows(outbox))[0])
    reply = replace(question, id=MessageId("reply"), reply_token="token", reply_until=LATER)
    async with desk.database.writing() as connection:
        await add_new(connection, outbox, [row_of_letter(reply)])
    await desk.take(again(first, minutes=5, change=AlertChange.CANCELLED))
    await short_of_messages(desk)
    states = {row.id: row.state for row in await desk.rows(outbox)}
    assert (states[question.id], states["reply"]) == ("dropped", "pending")


async def test_what_may_have_arrived_is_left_as_it_is(desk: Desk) -> None:
    await desk.take(first := of_east(4))
    await short_of_messages(desk)
    async with desk.database.writing() as connection:
        await connection.execute(update(outbox).values(may_have_arrived=True))
    await desk.take(again(first, minutes=5, change=AlertChange.CANCELLED))
    await short_of_messages(desk)
    assert {aim for aim, _ in await come_due(desk)} == {"open", "cancel"}
