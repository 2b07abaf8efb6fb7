"""What every store of turns promises about messages about many: whom they may mean, and the list that waits."""

from dataclasses import replace

from bot.core.conversation import Conversation
from bot.core.ids import EventId, NoticeId, PersonId
from bot.core.people import Relation, RelationKind
from bot.core.records import (
    MessageRetracted,
    NoticeKind,
    NoticeNamed,
    NoticeRaised,
    ReportMade,
    RollCallEnded,
    RollCallKept,
)
from bot.core.reports import Source, Standing
from bot.core.requests import CircleOf, CirclesOf, StreetOf, WaitingRollCallIn
from bot.core.roll_calls import Line, WaitingRollCall
from bot.core.sightings import Absence, Count, Seen, Unit
from bot.core.understanding import Condition, Need, Whereabouts
from tests.contracts.backends import Backend
from tests.contracts.city import EAST, HANA, KEN, NOON, QUAKE, SATO, YUKI, arrival, finished, line, report

SATOS = line("Usato")
RAW = '{"type":"message","message":{"id":"77","type":"text","text":"会津さん 旗あり"}}'
LIST = WaitingRollCall(
    id="list-1",
    conversation=SATOS,
    sender=SATO,
    incident=QUAKE,
    drill=False,
    at=NOON,
    lines=(
        Line(
            id="a1",
            words="会津さん 旗あり、水がない",
            whom="会津さん",
            said_at=NOON,
            people=(HANA,),
            chosen=True,
            seen=Seen.YELLOW_FLAG,
            condition=Condition.SAFE,
            whereabouts=Whereabouts.HOME,
            needs=(Need.WATER,),
        ),
        Line(
            id="a2",
            words="1班は2軒以外留守",
            whom="1班",
            said_at=NOON,
            people=(HANA, YUKI),
            options=((HANA,), (YUKI, KEN)),
            taking_out=2,
            many=True,
            absence=Absence.AWAY,
            count=Count(2, Unit.HOUSEHOLDS),
        ),
    ),
    unread=("ごにょごにょ",),
    events=(EventId("event-0001"),),
    districts=(EAST,),
)


async def kept(backend: Backend, waiting: WaitingRollCall = LIST, number: int = 1, version: int = 0) -> None:
    turn = finished(
        arrival(number, SATOS, raw=RAW), Conversation(SATOS, version=version), records=(RollCallKept(waiting),)
    )
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)


async def waits(backend: Backend) -> WaitingRollCall | None:
    return await backend.store.answer(WaitingRollCallIn(SATOS))


async def test_a_list_waits_as_it_was_kept_until_it_is_ended(backend: Backend) -> None:
    await kept(backend)
    assert await waits(backend) == LIST
    assert await backend.store.answer(WaitingRollCallIn(line("Uhana"))) is None
    ended = finished(arrival(2, SATOS), Conversation(SATOS, version=1), records=(RollCallEnded(SATOS),))
    await backend.inbox.accept([ended.arrival])
    assert await backend.store.commit([ended]) == (True,)
    assert await waits(backend) is None


async def test_a_conversation_has_one_list_the_newest(backend: Backend) -> None:
    await kept(backend)
    newer = replace(LIST, id="list-2", lines=LIST.lines[:1], unread=())
    await kept(backend, newer, 2, 1)
    assert await waits(backend) == newer


async def test_a_message_taken_back_takes_the_list_with_it_and_another_does_not(backend: Backend) -> None:
    await kept(backend)
    other = finished(arrival(2, SATOS), Conversation(SATOS, version=1), records=(MessageRetracted(SATOS, "5"),))
    back = finished(arrival(3, SATOS), Conversation(SATOS, version=2), records=(MessageRetracted(SATOS, "77"),))
    await backend.inbox.accept([other.arrival, back.arrival])
    await backend.store.commit([other])
    assert await waits(backend) == LIST
    await backend.store.commit([back])
    assert await waits(backend) is None


async def test_a_street_holds_who_lives_there_and_whom_the_sender_belongs_to(backend: Backend) -> None:
    street = await backend.store.answer(StreetOf(SATO, (EAST,), QUAKE))
    (hana,) = street.neighbours
    assert (hana.person.id, hana.kana, hana.address) == (HANA, "アイヅ ハナコ", "八幡1")
    assert (hana.relation, hana.standing) == (None, Standing())
    assert [each.id for each in hana.consents] == ["consent-1"]
    assert [each.id for each in street.emergencies] == ["emergency-1"]
    of_yuki = await backend.store.answer(StreetOf(YUKI, (), QUAKE))
    family = Relation(HANA, YUKI, RelationKind.FAMILY, "娘", confirmed=True)
    assert [(each.person.id, each.relation) for each in of_yuki.neighbours] == [(HANA, family)]


async def test_how_somebody_was_seen_is_kept_with_the_report_and_stands(backend: Backend) -> None:
    flag = report(1, Condition.SAFE, source=Source.LEADER, reporter=SATO, sighting=Seen.YELLOW_FLAG)
    away = report(2, None, source=Source.LEADER, reporter=SATO, sighting=Seen.VISIT, absence=Absence.NO_ANSWER)
    told = finished(arrival(1, SATOS), Conversation(SATOS), records=(ReportMade(flag), ReportMade(away)))
    await backend.inbox.accept([told.arrival])
    await backend.store.commit([told])
    found = {each.id: each for each in await backend.reports()}
    assert (found[flag.id].sighting, found[away.id].absence) == (Seen.YELLOW_FLAG, Absence.NO_ANSWER)
    (hana,) = (await backend.store.answer(StreetOf(SATO, (EAST,), QUAKE))).neighbours
    assert (hana.standing.condition, hana.standing.sighting) == (Condition.SAFE, Seen.YELLOW_FLAG)


async def test_many_circles_are_those_of_each(backend: Backend) -> None:
    circles = await backend.store.answer(CirclesOf((HANA, PersonId("nobody"), KEN)))
    assert circles == (await backend.store.answer(CircleOf(HANA)), await backend.store.answer(CircleOf(KEN)))


async def test_a_notice_that_named_nobody_is_named_once(backend: Backend) -> None:
    blank = NoticeRaised(NoticeId("help-1"), NoticeKind.POSSIBLE_DISTRESS, NOON, drill=False, conversation=SATOS)
    of_ken = replace(blank, id=NoticeId("help-2"), about=KEN)
    for number, records in enumerate([(blank, of_ken), tuple(NoticeNamed(each.id, HANA) for each in (blank, of_ken))]):
        turn = finished(arrival(number + 1, SATOS), Conversation(SATOS, version=number), records=records)
        await backend.inbox.accept([turn.arrival])
        assert await backend.store.commit([turn]) == (True,)
    assert {each.id: each.about for each in await backend.notices()} == {blank.id: HANA, of_ken.id: KEN}
