"""Names of the city's lists in people's words: found where they stand for themselves, and nowhere inside a word."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.gazetteer import EMPTY, Gazetteer, SlotKind
from bot.core.ids import DistrictId, PersonId
from bot.core.people import District
from bot.core.understanding import About, Condition, Intent, Whereabouts
from bot.rules.naming import named_block, named_district, named_person, named_site
from nlu.lexicon.loading import load_lexicon
from nlu.names import Names
from tests.understanding import interpreter

LEXICON = load_lexicon()
IKKI = DistrictId("ikki")
TOWN = Gazetteer(
    city=(
        named_district(District(IKKI, "一箕地区", "一箕町八幡町内会"), "いっきちく"),
        named_district(District(DistrictId("kita"), "北町")),
        named_block(IKKI, "1班"),
        named_block(IKKI, "11班"),
        named_site("tsuruga", "鶴城小学校", "つるがじょうしょうがっこう"),
        named_site("hall", "北町公民館"),
    ),
    own=(
        named_person(PersonId("hana"), "会津 花子", "アイヅ ハナコ"),
        named_person(PersonId("sato"), "佐藤 正一", "サトウ ショウイチ"),
        named_person(PersonId("yuki"), "星 ゆき", "ホシ ユキ"),
    ),
)


def slots(text: str) -> list[tuple[str, str, str]]:
    return [(each.kind.value, each.words, each.value) for each in interpreter().read(text, TOWN).slots]


@pytest.mark.parametrize(
    "text", ["花子は無事です", "花子無事", "ハナコは無事", "はなこさん元気です", "会津花子は元気です"]
)
def test_who_names_a_relation_speaks_of_them_and_not_of_oneself(text: str) -> None:
    understood = interpreter().read(text, TOWN)
    assert (understood.condition, understood.about) == (Condition.SAFE, About.OTHER)
    assert understood.named(SlotKind.PERSON) == ("hana",)


@pytest.mark.parametrize("text", ["正一は元気だ", "しょういちは元気だ"])
def test_without_the_list_such_a_name_was_taken_for_a_word_about_oneself(text: str) -> None:
    assert interpreter().read(text, TOWN).about is About.OTHER


def test_an_injury_of_a_relation_is_theirs() -> None:
    understood = interpreter().read("正一が足折った", TOWN)
    assert (understood.condition, understood.about) == (Condition.INJURED, About.OTHER)


@pytest.mark.parametrize("text", ["ゆきがつもってでられない", "ゆきで屋根がつぶれそう"])
def test_snow_is_no_relation(text: str) -> None:
    assert not slots(text)


def test_with_a_title_the_short_name_is_one() -> None:
    assert slots("ゆきちゃんは無事") == [("person", "ゆきちゃん", "yuki")]


@pytest.mark.parametrize("text", ["正一時間がない", "真正一", "花子供"])
def test_a_name_inside_a_longer_word_names_nobody(text: str) -> None:
    assert not [each for each in slots(text) if each[0] == "person"]


def test_at_a_site_of_the_city_is_at_a_shelter() -> None:
    understood = interpreter().read("鶴城小にいます", TOWN)
    assert (understood.condition, understood.whereabouts) == (Condition.SAFE, Whereabouts.SHELTER)
    assert (understood.place, understood.named(SlotKind.SITE)) == ("鶴城小", ("tsuruga",))


def test_not_at_a_site_is_not_safe() -> None:
    understood = interpreter().read("鶴城小に行けない", TOWN)
    assert understood.condition is not Condition.SAFE


def test_the_longer_name_wins_where_two_begin_together() -> None:
    assert slots("北町公民館に向かってます") == [("site", "北町公民館", "hall")]


def test_a_district_is_found_inside_an_address() -> None:
    assert ("district", "一箕町", "ikki") in slots("会津若松市一箕町の花屋です")


def test_a_leader_names_district_and_block() -> None:
    text = "一箕の一班まとめ"
    assert slots(text) == [("district", "一箕", "ikki"), ("block", "一班", "ikki/1班")]
    assert interpreter().read(text, TOWN).intent is Intent.ASK_AREA


def test_the_eleventh_block_is_not_the_first() -> None:
    assert slots("11班まとめ") == [("block", "11班", "ikki/11班")]


def test_a_name_that_two_bear_is_a_slot_for_each() -> None:
    twice = Gazetteer(own=(named_person(PersonId("a"), "会津 花子"), named_person(PersonId("b"), "佐藤 花子")))
    understood = interpreter().read("花子は無事", twice)
    assert understood.named(SlotKind.PERSON) == ("a", "b")


def test_somebody_who_is_called_as_a_district_is_still_somebody() -> None:
    """星 北町: the list of the city must not hide the writer's own relation."""
    both = Gazetteer(TOWN.city, (named_person(PersonId("kita"), "星 北町"),))
    (mention,) = Names(LEXICON).mentions("北町", both)
    assert {each.kind for each in mention.named} == {SlotKind.DISTRICT, SlotKind.PERSON}


def test_other_names_of_the_city_are_heard_of() -> None:
    names = Names(LEXICON)
    assert names.mentions("北町", TOWN)
    assert not names.mentions("北町", EMPTY)
    assert names.mentions("北町", Gazetteer(TOWN.city))


_WORDS = st.sampled_from([*(name for each in (*TOWN.city, *TOWN.own) for name in each.names), "助けて", "動けない"])


@given(st.lists(st.one_of(_WORDS, st.text(max_size=6)), max_size=8).map("".join))
def test_any_text_is_read_with_the_names_in_it(text: str) -> None:
    understood = interpreter().read(text, TOWN)
    found = [(each.start, each.end) for each in Names(LEXICON).mentions(text, TOWN)]
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    assert understood.intent in Intent


@given(_WORDS)
def test_no_name_makes_a_call_for_help_safe(name: str) -> None:
    for text in (f"{name}です助けて", f"{name}にいるけど動けない", f"助けて{name}"):
        understood = interpreter().read(text, TOWN)
        assert understood.condition is not Condition.SAFE
        assert understood.condition is not None or understood.unsure
