"""The list of people: its order, its filters, its search, and what of protected people it gives away."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from admin.commands.looks import write_looks
from admin.list_words import wrote
from admin.people import People, Wanted
from admin.person_sight import Moments, look_at
from admin.queries.people import read_people
from admin.queries.person import read_person
from admin.queries.sent import read_sent
from admin.sessions import Session
from admin.showing import Profile, Viewer, Withheld
from bot.core.audience import Audience
from bot.core.consents import Item
from bot.core.ids import MailingId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.records import NoticeKind
from bot.core.reports import Source
from bot.core.understanding import Condition, Need
from bot.rules.urgency import Urgency
from bot.storage import tables
from bot.storage.announcements import AnnouncementStore, Order
from bot.storage.asking import About
from tests.integration.console.neighbours import NOW, ledger_of
from tests.integration.console_town import EAST, HANA, KEN, QUAKE, SATO, WEST, YUKI, Town

ALL = Wanted(QUAKE)
INCIDENT = Incident(QUAKE, "強い地震", Hazard.EARTHQUAKE, "5強", (), drill=False, opened_at=NOW)
MOMENTS = Moments(NOW, date(2026, 6, 1))


async def read(town: Town, wanted: Wanted = ALL) -> People:
    return await read_people(town.database, wanted)


async def ids(town: Town, **more: Any) -> list[str]:
    return [each.registered.person.id for each in (await read(town, replace(ALL, **more))).found]


async def settle(town: Town) -> None:
    """One person of each urgency beside those of the town."""
    kinds: dict[str, dict[str, Any]] = {
        "missing": {"progress": "sent", "casualty": "missing", "said_at": NOW},
        "dead": {"progress": "answered", "casualty": "dead", "said_at": NOW},
        "doubt": {"progress": "sent"},
        "injured": {"progress": "answered", "condition": "injured"},
        "contested": {"progress": "answered", "condition": "safe", "contested": True},
        "needy": {"progress": "sent", "support_needed": True},
        "vague": {"progress": "answered", "condition": None},
    }
    for id_, state in kinds.items():
        await town.add(tables.people, {"id": id_, "name": f"{id_} 子", "district_id": EAST})
        await town.asked(PersonId(id_), EAST, **state)
    await town.raise_notice(NoticeKind.POSSIBLE_DISTRESS, about=PersonId("doubt"))


async def test_the_most_urgent_come_first_as_the_rule_has_it(town: Town) -> None:
    await settle(town)
    page = await read(town)
    assert [each.registered.person.id for each in page.found] == [
        HANA,
        "missing",
        "doubt",
        "injured",
        "contested",
        "needy",
        KEN,
        "vague",
        SATO,
        "dead",
    ]
    urgencies = [each.urgency for each in page.found]
    assert urgencies == sorted(urgencies) == list(Urgency), "SQL orders exactly as the rule does"
    assert page.totals == dict.fromkeys(Urgency, 1)
    assert page.total == 10


async def test_filters_by_group_district_support_and_need(town: Town) -> None:
    await settle(town)
    await town.add(tables.people, {"id": "thirsty", "name": "水 一", "district_id": WEST, "support_needed": True})
    await town.asked(PersonId("thirsty"), WEST, progress="answered", condition="safe", needs=["water", "food"])
    assert await ids(town, groups=frozenset({Urgency.INJURED})) == ["injured"]
    assert await ids(town, contested=True) == ["contested"]
    assert await ids(town, district=WEST) == ["thirsty"]
    assert await ids(town, support_needed=True) == [HANA, "thirsty"]
    assert await ids(town, need=Need.WATER) == ["thirsty"]
    assert await ids(town, need=Need.FUEL) == []
    assert (await read(town, replace(ALL, contested=True))).total == 1


@pytest.mark.parametrize("words", ["会津花子", "会津　花子", "花子", " 津 花 "])
async def test_finds_a_name_with_and_without_its_space(town: Town, words: str) -> None:
    assert await ids(town, words=words) == [HANA]


async def test_signs_of_patterns_are_words_like_others(town: Town) -> None:
    assert await ids(town, words="%") == []
    assert await ids(town, words="_") == []


async def test_a_protected_person_is_found_by_no_name_district_or_need(town: Town) -> None:
    assert KEN in await ids(town)
    assert await ids(town, words="若松") == []
    assert KEN not in await ids(town, district=WEST)
    (found,) = (await read(town, replace(ALL, groups=frozenset({Urgency.SILENT})))).found
    sight, shown = look_at(found, Viewer("s1"), INCIDENT, MOMENTS)
    assert (isinstance(sight.subject, Withheld), shown) == (True, None)
    assert "若松" not in repr(sight)
    assert "西町" not in repr(sight)


async def test_who_has_written_without_answering_is_marked_and_nobody_protected_or_silent(town: Town) -> None:
    await town.asked(YUKI, EAST, progress="began")
    await town.add(tables.people, {"id": "hidden", "name": "山田 遥", "district_id": WEST, "disclosure_block": True})
    await town.asked(PersonId("hidden"), WEST, progress="began")
    found = (await read(town)).found
    sights = [look_at(each, Viewer("s1"), INCIDENT, MOMENTS)[0] for each in found]
    assert {each.person: wrote(each) for each in sights} == {
        HANA: "",
        KEN: "",
        SATO: "",
        YUKI: "書きこみあり",
        "hidden": "",
    }
    assert (await read(town)).totals[Urgency.SILENT] == 3, "whoever has written has not answered"


async def test_goes_on_page_by_page(town: Town) -> None:
    for number in range(60):
        id_ = PersonId(f"p{number:02}")
        await town.add(tables.people, {"id": id_, "name": f"町 {number}", "district_id": EAST})
        await town.asked(id_, EAST, progress="sent")
    first, second = await ids(town), await ids(town, start=50)
    assert (len(first), len(second)) == (50, 13)
    assert not set(first) & set(second)
    assert (await read(town)).total == 63


async def test_the_list_needs_no_telephone_and_one_person_has_it(town: Town) -> None:
    report = await town.report(HANA, Source.FAMILY, reporter=YUKI, label="娘")
    await town.raise_notice(about=HANA)
    (found,) = (await read(town, replace(ALL, words="花子"))).found
    _, shown = look_at(found, Viewer("s1"), INCIDENT, MOMENTS)
    assert shown is not None
    assert Item.CONTACT not in shown.items
    whole = await read_person(town.database, QUAKE, HANA)
    assert whole is not None
    assert [each.report.id for each in whole.told] == [report]
    sight, shown = look_at(whole.found, Viewer("s1"), INCIDENT, MOMENTS)
    assert shown is not None
    assert isinstance(sight.subject, Profile)
    assert sight.subject.phone == "090-0000-1111"
    assert Item.CONTACT in shown.items
    assert await read_person(town.database, QUAKE, PersonId("nobody")) is None


async def test_a_page_is_written_down_once_in_a_session_and_again_only_for_what_is_new(town: Town) -> None:
    session = Session("s1", NOW)
    looks = [look_at(each, Viewer("s1"), INCIDENT, MOMENTS)[1] for each in (await read(town)).found]
    shown = [each for each in looks if each is not None]
    for _ in range(3):
        await write_looks(town.database, session, INCIDENT, shown, NOW)
    assert sorted(row.person_id for row in await ledger_of(town, "disclosure")) == [HANA, SATO]
    whole = await read_person(town.database, QUAKE, HANA)
    assert whole is not None
    _, more = look_at(whole.found, Viewer("s1"), INCIDENT, MOMENTS)
    assert more is not None
    await write_looks(town.database, session, INCIDENT, [more], NOW)
    await write_looks(town.database, session, INCIDENT, shown, NOW)
    rows = await ledger_of(town, "disclosure")
    assert sorted(row.person_id for row in rows) == [HANA, HANA, SATO]
    await write_looks(town.database, Session("s2", NOW), INCIDENT, shown, NOW)
    assert len(await ledger_of(town, "disclosure")) == 5


async def test_a_condition_taken_out_shows_as_such(town: Town) -> None:
    await town.report(SATO, Source.LEADER, condition=Condition.SAFE)
    async with town.database.writing() as connection:
        values = {"retracted_at": NOW, "retracted_by": YUKI, "retracted_why": "別の人"}
        await connection.execute(tables.reports.update().values(values))
    whole = await read_person(town.database, QUAKE, SATO)
    assert whole is not None
    (told,) = whole.told
    assert told.retracted is not None
    assert (told.retracted.by_name, told.retracted.why) == ("会津 雪", "別の人")


async def test_staff_under_a_disclosure_block_are_named_nowhere(town: Town) -> None:
    await town.report(SATO, Source.LEADER, condition=Condition.SAFE)
    async with town.database.writing() as connection:
        values = {"retracted_at": NOW, "retracted_by": KEN, "retracted_why": "別の人"}
        await connection.execute(tables.reports.update().values(values))
    order = Order(MailingId("m1"), NOW, KEN, "s1", Audience(), {"ja": "お知らせ"}, drill=False)
    await AnnouncementStore(town.database).send(order, (), About())
    whole = await read_person(town.database, QUAKE, SATO)
    assert whole is not None
    assert [each.retracted.by_name for each in whole.told if each.retracted] == [""]
    assert [each.by for each in await read_sent(town.database, 1)] == [""]


@pytest.mark.parametrize("typed", ["わたなべ", "ﾜﾀﾅﾍﾞ", "ワタナベ", "わたなべ おさむ"])
@pytest.mark.parametrize("kana", ["ワタナベ オサム", "わたなべ おさむ"])
async def test_a_name_is_found_in_whatever_kana_it_is_typed(town: Town, typed: str, kana: str) -> None:
    await town.add(tables.people, {"id": "osamu", "name": "渡部 修", "kana": kana, "district_id": EAST})
    await town.asked(PersonId("osamu"), EAST)
    assert await ids(town, words=typed) == ["osamu"]


async def test_a_person_knows_whether_somebody_has_to_go_there_already(town: Town) -> None:
    await town.asked(YUKI, EAST, progress="sent", steps=6)
    listed = [await read_person(town.database, QUAKE, each, 6) for each in (YUKI, SATO)]
    assert [each.listed for each in listed if each] == [True, False]
