"""Helpers who live elsewhere hear at once that the home of one of theirs is to be left: by name, where they may."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from bot.bootstrap.helpers_told import helpers_job
from bot.core.alerts import Alert, AlertChange
from bot.core.consents import Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.events import Channel, conversation_id
from bot.core.ids import IncidentId, PersonId, ReportId
from bot.core.incidents import Emergency, Hazard, Incident
from bot.core.letters import Fate, Settlement
from bot.core.people import City as Anpi
from bot.core.people import RelationKind
from bot.core.quota import Quota
from bot.core.replies import Card, Choice, Paragraph, Say, text
from bot.core.reports import Means, Report, Source
from bot.core.requests import Circle
from bot.core.understanding import Condition, Whereabouts
from bot.rules.helpers_told import Word
from bot.storage.alerts import CarriedOut
from bot.storage.database import Database
from bot.storage.emergencies import EmergencyStore
from bot.storage.helpers_told import HelperStore
from bot.storage.helpers_told import store as stepping
from bot.storage.helpers_told.circles import circles_elsewhere
from bot.storage.incidents import IncidentStore
from bot.storage.ladder.circles import Near
from bot.storage.memory import Account
from bot.storage.outbox.consequence import consequence
from bot.storage.rows.letters import letter_of
from bot.storage.staff_word.recording import record
from bot.storage.tables import check_ins, helpers_told, ledger, outbox, people, relations
from bot.storage.wakeups import InProcessWakeups
from tests.contracts.backends import SqlBackend
from tests.contracts.city import EAST, HANA, KEN, SATO, WEST, YUKI, City
from tests.contracts.test_alerts import LATER, Desk, an_order, of_east
from tests.integration.storage.ladder.town import user
from tests.unit.rules.triggers.pure_desk import NOW, again, order

CITY = Anpi("会津若松市", "0242-00-0000", "市のホームページ")
PHONE = user(1)
YES = Consent(
    "yes",
    HANA,
    Purpose.SAFETY_SHARING,
    frozenset({Item.NAME, Item.CONDITION, Item.WHEREABOUTS}),
    RecipientKind.FAMILY,
    None,
    Phase.BOTH,
    Cadence.ONCE,
    LATER - timedelta(days=100),
)


async def settle(database: Database, **of: Any) -> Desk:
    """Hana, who needs support, lives in the east and agreed; her daughter Yuki lives in the west. All have a phone."""
    phones = [Account(Channel.WEB, each, each) for each in (HANA, SATO, YUKI, KEN)]
    values = {"incidents": [], "check_ins": [], "emergencies": [], "accounts": phones, "consents": [YES], **of}
    city = City(**values)
    city.people = [replace(each, district=WEST) if each.id == YUKI else each for each in city.people]
    await SqlBackend(database).fill(city)
    return Desk(database)


@pytest.fixture
async def desk(database: Database) -> Desk:
    return await settle(database)


async def look(desk: Desk, minutes: float = 0, left: int | None = None) -> int:
    async def quota() -> Quota:
        return Quota(left, 0)

    return await helpers_job(desk.database, CITY, InProcessWakeups(), quota=quota).run(
        LATER + timedelta(minutes=minutes)
    )


async def cards(desk: Desk, *, state: str = "pending") -> list[tuple[str, Card]]:
    """Those that are no question, and to whom they go."""
    letters = [letter_of(row) for row in await desk.rows(outbox) if row.state == state]
    said = [(to, reply) for each in letters for to in each.recipients for reply in each.speech.replies]
    return [(to, reply) for to, reply in said if isinstance(reply, Card)]


def words(card: Card) -> list[str]:
    return [each.text.key for each in card.blocks if isinstance(each, Paragraph)]


async def shown(desk: Desk) -> list[tuple[str, str]]:
    return [(row.person_id, row.other_id) for row in await desk.rows(ledger) if row.kind == "disclosure"]


async def change(desk: Desk, statement: Any) -> None:
    async with desk.database.writing() as connection:
        await connection.execute(statement)


@pytest.mark.parametrize(("level", "please"), [(3, "leave.please.3"), (4, "leave.please.4"), (5, "leave.please.5")])
async def test_a_daughter_in_another_district_hears_at_once_what_to_do(desk: Desk, level: int, please: str) -> None:
    await desk.take(of_east(level))
    await desk.confirm()
    assert YUKI not in await desk.asked()
    assert await look(desk) == 1
    ((to, card),) = await cards(desk)
    assert (to, words(card)[:2]) == (YUKI, ["question.title_and_hazard", please])
    assert (card.level, await shown(desk)) == (level, [(HANA, YUKI)])
    going = [each for each in card.buttons if isinstance(each, Choice) and each.label.key == "silence.button.going"]
    assert len(going) == (level < 5)


async def test_it_is_said_once_and_a_rise_is_said_anew(desk: Desk) -> None:
    await desk.take(of_east(3))
    await desk.confirm()
    assert [await look(desk), await look(desk, 1)] == [1, 0]
    await desk.take(of_east(4))
    await desk.confirm()
    assert [await look(desk, 2), await look(desk, 3)] == [1, 0]
    assert [words(card)[1] for _, card in await cards(desk)] == ["leave.please.4"], "what had not gone gives way"


async def test_a_level_that_asks_nobody_to_leave_is_told_to_nobody(desk: Desk) -> None:
    rain = Incident(IncidentId("I1"), "大雨", Hazard.FLOOD, "2", (EAST,), drill=False, opened_at=LATER)
    await IncidentStore(desk.database).open(rain, (Say(text("question")),))
    assert (await look(desk), await desk.rows(helpers_told)) == (0, [])


@pytest.mark.parametrize(
    "why",
    [
        update(relations).values(confirmed=False),
        update(people).where(people.c.id == HANA).values(disclosure_block=True),
        update(people).where(people.c.id == HANA).values(district_id=None),
        update(people).where(people.c.id == HANA).values(support_needed=False),
        update(people).where(people.c.id == YUKI).values(district_id=None),
        update(people).where(people.c.id == YUKI).values(district_id=EAST),
    ],
    ids=["unconfirmed", "hidden", "nowhere known", "in no hurry", "asked anyway", "asked there"],
)
async def test_who_is_not_told_by_name(desk: Desk, why: Any) -> None:
    await change(desk, why)
    await desk.take(of_east(4))
    await desk.confirm()
    assert (await look(desk), await cards(desk), await shown(desk)) == (0, [], [])


@pytest.mark.parametrize(
    "consents",
    [[], [replace(YES, items=frozenset({Item.NAME, Item.CONDITION}))], [replace(YES, expires_at=LATER)]],
    ids=["none", "not of where they are", "over"],
)
async def test_nobody_hears_who_was_not_agreed_to(database: Database, consents: list[Consent]) -> None:
    desk = await settle(database, consents=consents)
    await desk.take(of_east(4))
    await desk.confirm()
    assert (await look(desk), await cards(desk), await shown(desk)) == (0, [], [])


async def test_age_alone_is_enough(desk: Desk) -> None:
    await change(
        desk, update(people).where(people.c.id == HANA).values(support_needed=False, birthdate=date(1940, 1, 1))
    )
    rain = Incident(IncidentId("I1"), "大雨", Hazard.FLOOD, "3", (EAST,), drill=False, opened_at=LATER)
    await IncidentStore(desk.database).open(rain, (Say(text("question")),))
    assert await look(desk) == 1


@pytest.mark.parametrize(
    ("agreed", "unconfirmed"),
    [
        ((RecipientKind.FAMILY, RecipientKind.SUPPORTER), None),
        ((RecipientKind.SUPPORTER,), None),
        ((RecipientKind.FAMILY, RecipientKind.SUPPORTER), RelationKind.FAMILY),
    ],
)
async def test_who_is_family_and_supporter_reads_it_once_by_whichever_tie_allows_it(
    database: Database, agreed: tuple[RecipientKind, ...], unconfirmed: RelationKind | None
) -> None:
    desk = await settle(database, consents=[replace(YES, id=each, recipient_kind=each) for each in agreed])
    await change(desk, update(relations).where(relations.c.kind == unconfirmed).values(confirmed=False))
    await desk.take(of_east(4))
    await desk.confirm()
    assert (await look(desk), len(await cards(desk))) == (1, 1)


async def test_whoever_has_left_already_is_not_asked_again(desk: Desk) -> None:
    await desk.take(of_east(3))
    await desk.confirm()
    await look(desk)
    await change(desk, update(check_ins).where(check_ins.c.person_id == HANA).values(whereabouts="shelter"))
    await desk.take(of_east(4))
    await desk.confirm()
    assert await look(desk, 1) == 0


@pytest.mark.parametrize(("where", "waits"), [(Whereabouts.SHELTER, []), (Whereabouts.HOME, [YUKI])])
async def test_a_call_that_has_not_gone_is_taken_back_once_the_person_says_to_have_left(
    desk: Desk, where: Whereabouts, waits: list[str]
) -> None:
    """LINE may be down meanwhile: nobody is told hours later to call somebody who sits in a shelter."""
    await called(desk, of_east(3), gone=False)
    said = Report(
        id=ReportId("r1"),
        about=HANA,
        incident=(await desk.incident()).id,
        drill=False,
        conversation=conversation_id(Channel.WEB, HANA),
        reporter=HANA,
        source=Source.SELF,
        label="",
        means=Means.BUTTON,
        said_at=LATER,
        condition=Condition.SAFE,
        whereabouts=where,
    )
    async with desk.database.writing() as connection:
        await record(connection, said, None, LATER)
    assert await look(desk, 1) == 0
    assert [to for to, card in await cards(desk) if "leave.please.3" in words(card)] == waits
    undelivered = [(row.person_id, row.other_id) for row in await desk.rows(ledger) if row.kind == "undelivered"]
    assert undelivered == ([] if waits else [(HANA, YUKI)])


async def called(desk: Desk, first: Alert, *, gone: bool = True) -> None:
    """Helpers were told of that order, and the letters have gone."""
    await desk.take(first)
    await desk.confirm()
    assert await look(desk) == 1
    if gone:
        await change(desk, update(outbox).values(state="done"))


ENDED = Paragraph(text("leave.ended", name="会津 花子"), strong=True)


@pytest.mark.parametrize("left", [None, 0])
async def test_that_it_was_wrong_is_told_to_those_who_heard_it_whatever_is_left(
    database: Database, left: int | None
) -> None:
    desk = await settle(database, accounts=[Account(Channel.LINE, PHONE, YUKI)])
    await called(desk, first := of_east(4))
    await desk.take(again(first, minutes=5, change=AlertChange.CANCELLED))
    await desk.confirm()
    assert await look(desk, 6, left=left) == 1
    assert [(to, card.blocks[0]) for to, card in await cards(desk)] == [(PHONE, ENDED)]


async def test_who_heard_by_name_and_is_asked_there_since_hears_that_it_was_wrong(desk: Desk) -> None:
    """She has moved to her mother: her own question says nothing of what she was told before."""
    await called(desk, first := of_east(3))
    await change(desk, update(people).where(people.c.id == YUKI).values(district_id=EAST))
    await desk.take(again(first, minutes=3, areas=of_east(4).areas))
    await desk.confirm()
    assert YUKI in await desk.asked()
    await look(desk, 4)
    await change(desk, update(outbox).values(state="done"))
    await desk.take(again(first, minutes=5, change=AlertChange.CANCELLED))
    await desk.confirm()
    assert await look(desk, 6) == 1
    assert [(to, card.blocks[0]) for to, card in await cards(desk)] == [(YUKI, ENDED)]


async def test_whoever_was_not_told_yet_hears_nothing_of_what_was_wrong(desk: Desk) -> None:
    await desk.take(first := of_east(4))
    await desk.confirm()
    await desk.take(again(first, minutes=5, change=AlertChange.CANCELLED))
    await desk.confirm()
    assert (await look(desk, 6), await cards(desk), await desk.rows(helpers_told)) == (0, [], [])


async def test_what_was_written_and_has_not_gone_is_taken_back_with_the_decision(desk: Desk) -> None:
    await called(desk, first := of_east(4), gone=False)
    await desk.take(again(first, minutes=5, change=AlertChange.CANCELLED))
    await desk.confirm()
    assert (await cards(desk), [to for to, _ in await cards(desk, state="dropped")]) == ([], [YUKI])
    assert [row.person_id for row in await desk.rows(ledger) if row.kind == "undelivered"] == [HANA]
    assert (await look(desk, 6), await cards(desk)) == (0, [])


async def test_that_it_was_wrong_is_told_though_the_incident_is_closed_at_once(desk: Desk) -> None:
    await called(desk, first := of_east(4))
    await desk.take(again(first, minutes=5, change=AlertChange.CANCELLED))
    done = await desk.confirm()
    await IncidentStore(desk.database).close(done.incident.id, LATER + timedelta(minutes=6))
    assert await look(desk, 7) == 1
    assert [card.blocks[0] for _, card in await cards(desk)] == [ENDED]


async def test_closing_leaves_the_word_that_it_was_wrong(desk: Desk) -> None:
    await called(desk, first := of_east(4))
    await desk.take(again(first, minutes=5, change=AlertChange.CANCELLED))
    done = await desk.confirm()
    assert await look(desk, 6) == 1
    await IncidentStore(desk.database).close(done.incident.id, LATER + timedelta(minutes=7))
    assert [card.blocks[0] for _, card in await cards(desk)] == [ENDED]


async def test_a_helper_who_is_asked_for_their_own_district_hears_of_the_other_all_the_same(desk: Desk) -> None:
    """The whole city reads level 2; then the east alone is to leave, and that question does not go to the west."""
    rain = Incident(IncidentId("I1"), "大雨", Hazard.FLOOD, "2", (), drill=False, opened_at=NOW)
    await IncidentStore(desk.database).open(rain, (Say(text("question")),))
    await desk.take(of_east(4))
    await desk.confirm()
    assert YUKI in await desk.asked()
    assert await look(desk) == 1
    assert [to for to, _ in await cards(desk)] == [YUKI]


async def test_who_heard_by_name_hears_the_rest_though_they_are_asked_since(desk: Desk) -> None:
    await called(desk, first := of_east(4))
    await desk.take(again(first, minutes=3, areas=order(4, "東町", "西町").areas))
    await desk.confirm()
    assert YUKI in await desk.asked()
    await desk.take(again(first, minutes=5, areas=(*of_east(5).areas, *order(4, "西町").areas)))
    await desk.confirm()
    assert await look(desk, 6) == 1
    assert [words(card)[1] for to, card in await cards(desk) if to == YUKI] == ["leave.please.5"]


async def test_what_a_declared_emergency_opens_is_told_once_it_is_declared(database: Database) -> None:
    desk = await settle(database, consents=[])
    await desk.take(of_east(4))
    await desk.confirm()
    assert await look(desk) == 0
    flood = Emergency("E1", (EAST,), LATER, LATER + timedelta(hours=6))
    await EmergencyStore(database).declare(flood, (Say(text("question")),))
    assert await look(desk, 1) == 1
    assert [to for to, _ in await cards(desk)] == [YUKI]


async def test_where_staff_set_a_level_that_asks_nobody_to_leave_it_is_taken_back(desk: Desk) -> None:
    await called(desk, first := of_east(3))
    await desk.take(again(first, minutes=5, areas=of_east(4).areas))
    waiting = await desk.waiting()
    changed = an_order(draft=replace(waiting.draft, level="2"))
    assert isinstance(await desk.proposals.carry_out(waiting.id, changed), CarriedOut)
    assert await look(desk, 6) == 1
    assert [words(card)[0] for _, card in await cards(desk)] == ["leave.changed"]


async def test_nobody_hears_a_word_in_place_of_what_they_may_not_know_any_more(desk: Desk) -> None:
    """They asked nothing: that something was withheld would be a sign."""
    await called(desk, of_east(4), gone=False)
    (letter,) = [letter_of(row) for row in await desk.rows(outbox) if row.recipients == [YUKI]]
    withheld = Settlement(letter.id, Fate.WITHHELD, LATER, reason="no consent any more")
    assert consequence(letter, withheld).rests == ()


async def test_a_lower_level_is_told_as_a_correction(desk: Desk) -> None:
    await desk.take(first := of_east(4))
    await desk.confirm()
    await look(desk)
    await change(desk, update(outbox).values(state="done"))
    await desk.take(again(first, minutes=5, change=AlertChange.CORRECTED, areas=of_east(3).areas))
    await desk.confirm()
    assert await look(desk, 6) == 1
    ((_, card),) = await cards(desk)
    assert words(card) == ["leave.changed", "question.title_and_hazard", "leave.please.3", "leave.call_again"]


@pytest.mark.parametrize("why", ["nothing is left", "she has left"])
async def test_a_lower_level_is_told_to_who_heard_the_higher_whatever_came_between(
    database: Database, why: str
) -> None:
    desk = await settle(database, accounts=[Account(Channel.LINE, PHONE, YUKI)])
    await called(desk, first := of_east(5))
    if why == "she has left":
        gone = update(check_ins).where(check_ins.c.person_id == HANA).values(whereabouts="shelter")
        await change(desk, gone)
    await desk.take(again(first, minutes=5, change=AlertChange.CORRECTED, areas=of_east(3).areas))
    await desk.confirm()
    assert await look(desk, 6, left=0 if why == "nothing is left" else None) == 1
    assert [words(card)[0] for _, card in await cards(desk)] == ["leave.changed"]


async def test_whom_the_higher_level_never_reached_hears_nothing_of_its_correction(desk: Desk) -> None:
    await called(desk, first := of_east(3))
    await desk.take(again(first, minutes=3, areas=of_east(4).areas))
    await desk.confirm()
    assert await look(desk, 4) == 1
    await desk.take(again(first, minutes=5, change=AlertChange.CORRECTED, areas=of_east(3).areas))
    await desk.confirm()
    assert (await look(desk, 6), await cards(desk)) == (0, [])


async def test_of_whom_the_city_os_gave_no_answer_is_asked_again_and_nobody_waits_behind_them(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stepping, "CHUNK", 1)
    monkeypatch.setattr(stepping, "AT_ONCE", 1)
    desk = await settle(database)
    await change(desk, update(people).where(people.c.id == SATO).values(support_needed=True))
    tie = {"person_id": SATO, "other_id": YUKI, "kind": "family", "label": "娘", "confirmed": True}
    await change(desk, insert(relations).values(tie))
    await desk.take(of_east(4))
    await desk.confirm()
    store, asked = HelperStore(database), list[PersonId]()

    def silent(circle: Circle, incident: Incident, heard: Mapping[PersonId, str]) -> tuple[Word, ...]:
        asked.append(circle.person.id)
        return ()

    async def unanswered(*given: Any) -> Near:
        near = await circles_elsewhere(*given)
        return Near([replace(each, consent_unasked=True) for each in near.circles], near.roads)

    monkeypatch.setattr(stepping, "circles_elsewhere", unanswered)
    (incident,) = await store.due()
    for seconds in (0, 10, 20, 30, 90, 100):
        await store.tell(incident, silent, LATER + timedelta(seconds=seconds), None)
    assert asked == [HANA, SATO, HANA, SATO]
    assert {(row.person_id, row.due) for row in await desk.rows(helpers_told)} == {(HANA, True), (SATO, True)}


async def test_an_order_that_comes_again_after_it_was_cancelled_is_told_again(desk: Desk) -> None:
    await desk.take(first := of_east(4))
    await desk.confirm()
    await look(desk)
    await desk.take(again(first, minutes=5, change=AlertChange.CANCELLED))
    await desk.confirm()
    await look(desk, 6)
    await desk.take(replace(order(4, "東町"), series="another", issued=first.issued + timedelta(minutes=8)))
    await desk.confirm()
    assert await look(desk, 9) == 1
    assert [words(card)[1] for _, card in await cards(desk)] == ["leave.please.4"]


async def test_closing_takes_back_what_has_not_gone_and_the_ledger_says_so(desk: Desk) -> None:
    await desk.take(of_east(4))
    done = await desk.confirm()
    await look(desk)
    await IncidentStore(desk.database).close(done.incident.id, LATER + timedelta(minutes=1))
    assert [to for to, _ in await cards(desk, state="dropped")] == [YUKI]
    assert [(row.person_id, row.other_id) for row in await desk.rows(ledger) if row.kind == "undelivered"] == [
        (HANA, YUKI)
    ]
    assert await look(desk, 2) == 0


async def test_a_drill_takes_no_message_that_a_real_incident_may_need(database: Database) -> None:
    """Two are asked in each."""
    phones = [Account(Channel.WEB, each, each) for each in (HANA, SATO)] + [Account(Channel.LINE, PHONE, YUKI)]
    desk = await settle(database, accounts=phones)
    for id_, drill in (("I1", False), ("I2", True)):
        rain = Incident(IncidentId(id_), "大雨", Hazard.FLOOD, "4" if drill else "2", (EAST,), drill, LATER)
        await IncidentStore(database).open(rain, (Say(text("question")),))
    assert await look(desk, left=4) == 0


@pytest.mark.parametrize(("left", "told"), [(0, 0), (3, 1), (2, 0)])
async def test_short_of_messages_a_reminder_to_each_who_was_asked_goes_before(
    database: Database, left: int, told: int
) -> None:
    """Two are asked, and one helper could be told. Nothing of it waits: the ladder tells of silence."""
    phones = [Account(Channel.WEB, each, each) for each in (HANA, SATO)] + [Account(Channel.LINE, PHONE, YUKI)]
    desk = await settle(database, accounts=phones)
    await desk.take(of_east(4))
    await desk.confirm()
    assert await look(desk, left=left) == told
    assert (len(await cards(desk)), len(await shown(desk))) == (told, told)
    assert await look(desk, 1, left=100) == 0


async def test_a_drill_says_that_it_is_one(desk: Desk) -> None:
    rain = Incident(IncidentId("I1"), "訓練", Hazard.FLOOD, "4", (EAST,), drill=True, opened_at=LATER)
    await IncidentStore(desk.database).open(rain, (Say(text("question")),))
    assert await look(desk) == 1
    (letter,) = [letter_of(row) for row in await desk.rows(outbox) if row.recipients == [YUKI]]
    assert letter.speech.drill
    assert [row.drill for row in await desk.rows(ledger) if row.kind == "disclosure"] == [True]
