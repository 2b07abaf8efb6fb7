"""Staff write to one person and read the answers until the talk, or its incident, ends."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from admin.queries.talks import count_open_talks, read_talk
from bot.core.ids import ConversationId, PersonId
from bot.storage import tables
from bot.storage.incidents import IncidentStore
from bot.storage.staff_word.talking import Talked, ToPerson, end, say
from bot.storage.turn_store.loading import load_known
from tests.integration.console.neighbours import NOW, daughter, ledger_of, letters_to
from tests.integration.console_town import DRILL, HANA, QUAKE, SATO, YUKI, Town

LINE = ToPerson(HANA, QUAKE, PersonId("officer"), NOW, "福祉課", "いま、どちらですか。")


def later(minutes: float, words: str = "わかりました。") -> ToPerson:
    return replace(LINE, at=NOW + timedelta(minutes=minutes), words=words)


async def is_talking(town: Town) -> bool:
    here = ConversationId(f"line:U{HANA}")
    async with town.database.reading() as connection:
        return (await load_known(connection, [here]))[here].talk is not None


async def test_the_first_word_begins_the_talk_and_says_who_reads(town: Town) -> None:
    await daughter(town)
    assert await say(town.database, LINE) is Talked.DONE
    assert await say(town.database, later(1)) is Talked.DONE
    first, second = await letters_to(town, HANA)
    assert "福祉課" in first
    assert ("talk.begun" in first, "talk.begun" in second) == (True, False)
    assert await letters_to(town, YUKI) == []
    spoken = await read_talk(town.database, QUAKE, HANA)
    assert [(each.words, each.office) for each in spoken.lines] == [
        ("いま、どちらですか。", "福祉課"),
        ("わかりました。", "福祉課"),
    ]
    assert spoken.is_open
    assert await is_talking(town)
    (begun,) = await ledger_of(town, "talk_begun")
    assert (begun.person_id, begun.other_id) == (HANA, "officer")
    assert "どちら" not in begun.body


async def test_two_staff_who_begin_at_once_are_in_one_talk(town: Town) -> None:
    await daughter(town)
    other = replace(LINE, by=PersonId("other"), words="ご無事ですか。")
    await asyncio.gather(say(town.database, LINE), say(town.database, other))
    assert len(await town.rows(tables.talks)) == 1
    assert len((await read_talk(town.database, QUAKE, HANA)).lines) == 2


async def test_it_ends_with_a_word_to_the_person(town: Town) -> None:
    await daughter(town)
    await say(town.database, LINE)
    assert await end(town.database, later(2)) is Talked.DONE
    assert await end(town.database, later(3)) is Talked.CLOSED
    assert "talk.ended" in (await letters_to(town, HANA))[-1]
    assert not await is_talking(town)
    assert len(await ledger_of(town, "talk_ended")) == 1
    assert await say(town.database, later(4)) is Talked.DONE
    assert "talk.begun" in (await letters_to(town, HANA))[-1]


async def test_it_ends_with_its_incident_and_the_person_hears_so(town: Town) -> None:
    await daughter(town)
    await say(town.database, LINE)
    assert await count_open_talks(town.database, QUAKE) == 1
    await IncidentStore(town.database).close(QUAKE, NOW, PersonId("chief"))
    assert not await is_talking(town)
    assert await count_open_talks(town.database, QUAKE) == 0
    assert await say(town.database, later(1)) is Talked.CLOSED
    assert "talk.ended" in (await letters_to(town, HANA))[-1]
    (ended,) = await ledger_of(town, "talk_ended")
    assert (ended.person_id, ended.other_id, ended.drill) == (HANA, "chief", False)
    (talk,) = await town.rows(tables.talks)
    assert talk.ended_by == "chief"


async def test_the_end_of_one_incident_ends_no_talk_about_another(town: Town) -> None:
    await daughter(town)
    await say(town.database, LINE)
    await IncidentStore(town.database).close(DRILL, NOW)
    assert await is_talking(town)
    assert len(await letters_to(town, HANA)) == 1


async def test_each_thing_that_staff_say_is_in_the_ledger_without_its_words(town: Town) -> None:
    await daughter(town)
    for line in (LINE, later(1), later(1)):
        await say(town.database, line)
    said = await ledger_of(town, "talk_said")
    kept = {row.id for row in await town.rows(tables.talk_lines)}
    assert {json.loads(row.body)["line"] for row in said} == kept
    assert [(row.person_id, row.other_id) for row in said] == [(HANA, "officer")] * 2
    assert not [row for row in said if "わかりました" in row.body or "福祉課" in row.body]


async def test_a_word_in_earnest_does_not_join_the_talk_of_a_drill(town: Town) -> None:
    await daughter(town)
    await say(town.database, replace(LINE, incident=DRILL))
    assert await say(town.database, later(1)) is Talked.DONE
    first, second = sorted(await town.rows(tables.talks), key=lambda row: row.begun_at)
    assert (first.incident_id, first.drill, first.ended_by) == (DRILL, True, "officer")
    assert (second.incident_id, second.drill, second.ended_at) == (QUAKE, False, None)
    assert [each.words for each in (await read_talk(town.database, QUAKE, HANA)).lines] == ["わかりました。"]
    assert not (await read_talk(town.database, DRILL, HANA)).is_open
    (ended,) = await ledger_of(town, "talk_ended")
    assert (ended.drill, "drill" in ended.body) == (True, True)
    assert [row.drill for row in await ledger_of(town, "talk_begun")] == [True, False]
    assert "talk.begun" in (await letters_to(town, HANA))[-1]
    assert await end(town.database, replace(later(2), incident=DRILL)) is Talked.CLOSED
    assert await is_talking(town)


async def test_a_text_that_is_given_twice_is_sent_once(town: Town) -> None:
    await daughter(town)
    for minute in (0, 1):
        assert await say(town.database, replace(later(minute), once="a")) is Talked.DONE
    assert len(await letters_to(town, HANA)) == 1
    assert len((await read_talk(town.database, QUAKE, HANA)).lines) == 1
    assert await say(town.database, replace(later(2), once="b")) is Talked.DONE
    assert len(await letters_to(town, HANA)) == 2


async def test_who_has_no_account_cannot_be_written_to_and_nothing_is_kept(town: Town) -> None:
    assert await say(town.database, replace(LINE, person=SATO)) is Talked.UNREACHABLE
    assert await town.rows(tables.talks) == []
    assert await town.rows(tables.talk_lines) == []


@pytest.mark.parametrize("change", [{"words": " "}, {"words": "あ" * 501}, {"office": ""}, {"office": "あ" * 21}])
async def test_without_words_or_office_nothing_is_sent(town: Town, change: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        await say(town.database, ToPerson(HANA, QUAKE, LINE.by, NOW, **{"office": "課", "words": "あ", **change}))


async def test_a_word_of_a_drill_ends_no_talk_in_earnest(town: Town) -> None:
    await daughter(town)
    await say(town.database, LINE)
    assert await say(town.database, replace(later(1), incident=DRILL)) is Talked.IN_EARNEST
    (talk,) = await town.rows(tables.talks)
    assert (talk.incident_id, talk.ended_at) == (QUAKE, None)
    assert len(await letters_to(town, HANA)) == 1
    assert await ledger_of(town, "talk_ended") == []
    await end(town.database, later(2))
    assert await say(town.database, replace(later(3), incident=DRILL)) is Talked.DONE
