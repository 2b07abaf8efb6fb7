"""Promise 3 in a message about many: distress is never swallowed into 全員無事, and nothing is dropped."""

import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.sightings import ByName, RollCall, Sighting
from bot.core.understanding import Condition
from nlu.normalisation import MAX_CHARACTERS
from tests.unit.nlu.roll_call.street import read

GRAVE = (Condition.INJURED, Condition.NEEDS_RESCUE)
SAFE = ("無事", "旗あり", "○", "さすけねぇ", "異常なし", "札が出てる")
WHOM = ("1班全員", "2班は田中さん以外全員", "佐藤さんと鈴木さん", "角の家は", "あと全員", "3班8軒", "2班")
DISTRESS = (
    *("助けて", "動けない", "閉じ込められてる", "足けがした", "血が出てる", "救急車呼んで", "意識がない", "歩がんに"),
    *("頭打った", "下敷きになってる", "息が苦しい", "火事だ", "骨折した", "119", "🆘", "家が潰れてる", "足が痛い"),
)
OTHERS = (
    "田中さん留守",
    "向かいは返事なし",
    "2軒出てこない",
    "3班まだ",
    "ほかは旗あり",
    "一人以外",
    "、",
    "。",
    "\n",
    " ",
    "けど",
    "だって",
)


@pytest.mark.parametrize("distress", DISTRESS)
@pytest.mark.parametrize("joint", ["、", "。", "", "けど", "\n", " "])
def test_a_word_of_distress_behind_a_word_of_safety_is_never_safe(distress: str, joint: str) -> None:
    swallowed = [
        text for whom in WHOM for safe in SAFE if not is_noticed(read(text := f"{whom}{safe}{joint}{distress}"))
    ]
    assert swallowed == []


@pytest.mark.parametrize("distress", DISTRESS)
def test_somebody_in_distress_among_the_safe_is_found_by_name(distress: str) -> None:
    for text in (
        f"1班全員無事、渡部ミヨさん{distress}",
        f"渡部ミヨさん{distress}、ほかは旗あり",
        f"佐藤○ 渡部ミヨ {distress} 鈴木○",
    ):
        hers = [each for each in read(text).sightings if isinstance(each.whom, ByName) and "渡部" in each.whom.words]
        assert any(each.condition in GRAVE or each.unsure for each in hers), text


@pytest.mark.parametrize(
    "doubt", ["ではない", "かも", "らしい", "だと思う", "かな", "じゃない", "とは言えない", "だといいけど", "?"]
)
def test_doubted_or_denied_safety_is_never_safe(doubt: str) -> None:
    for whom in WHOM:
        for safe in ("無事", "大丈夫", "元気"):
            told = read(f"{whom}{safe}{doubt}").sightings
            assert not any(each.condition is Condition.SAFE for each in told), (whom, safe)


@pytest.mark.parametrize("safe", SAFE)
def test_whom_the_message_leaves_out_is_not_safe_by_it(safe: str) -> None:
    for sighting in read(f"田中さん以外全員{safe}").sightings:
        assert not isinstance(sighting.whom, ByName)


PARTS = st.lists(st.sampled_from((*SAFE, *WHOM, *DISTRESS, *OTHERS)), max_size=12).map("".join)
ANY = st.one_of(st.text(), PARTS, st.text(st.characters(codec=None), max_size=60))


@given(ANY)
def test_any_text_gives_valid_sightings(text: str) -> None:
    got = read(text)
    assert got == read(text)
    for sighting in got.sightings:
        assert not (sighting.unsure and sighting.condition is Condition.SAFE)
        assert sighting.unsure or sighting.tells


@given(PARTS, st.sampled_from(DISTRESS), PARTS)
def test_distress_is_noticed_between_any_parts(before: str, distress: str, after: str) -> None:
    assert is_noticed(read(f"{before}。佐藤さん{distress}。{after}"))


@given(PARTS)
def test_no_stretch_with_a_word_of_distress_is_safe(text: str) -> None:
    for sighting in read(text).sightings:
        if any(word in sighting.words for word in DISTRESS):
            assert sighting.condition is not Condition.SAFE, sighting


@given(st.lists(st.sampled_from(("佐藤", "鈴木", "田中", "遠藤", "橋本")), min_size=1, max_size=5, unique=True), ANY)
def test_no_name_is_dropped(names: list[str], text: str) -> None:
    got = read("。".join(f"{name}さん無事" for name in names) + "。" + text)
    assert all(any(is_of(each, name) for each in got.sightings) for name in names)


def is_of(sighting: Sighting, name: str) -> bool:
    return isinstance(sighting.whom, ByName) and name in sighting.whom.words


def is_noticed(got: RollCall) -> bool:
    return any(each.condition in GRAVE or each.unsure for each in got.sightings)


REPEATED = (
    "1班",
    "佐藤さん",
    "無事",
    "旗",
    "×",
    "一人以外",
    "返事なし",
    "、",
    "ない",
    "さん",
    "の家",
    "2軒",
    "佐藤○",
    "けが",
    "ヤマダ○",
    "けが返事なし",
    "。あい",
    "1班2軒",
    "あ",
    "佐藤と",
)


def calls(text: str) -> int:
    counted = 0

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal counted
        counted += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("word", REPEATED)
def test_twice_the_text_costs_about_twice_the_work(word: str) -> None:
    half = calls((word * 2_000)[:2_000])
    assert calls((word * 4_000)[:4_000]) <= 2.3 * half + 5_000


def test_no_text_is_considered_beyond_5000_characters() -> None:
    assert read("あ" * MAX_CHARACTERS + "。1班全員無事").sightings == ()
