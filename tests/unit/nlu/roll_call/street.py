"""The street of these tests, the reader, and a short notation for what it reads."""

from functools import cache

from bot.core.gazetteer import Gazetteer
from bot.core.ids import DistrictId, PersonId
from bot.core.people import District
from bot.core.sightings import Block, ByName, Count, House, Rest, RollCall, Seen, Sighting, Unnamed
from bot.rules.naming import named_block, named_district, named_resident, named_site
from nlu.lexicon.loading import load_lexicon
from nlu.roll_call.mark import WORDS
from nlu.roll_call.reading import RollCallReader

_IKKI = DistrictId("ikki")
_RESIDENTS = (
    ("hanako", "会津 花子", "アイヅ ハナコ"),
    ("sato", "佐藤 正一", "サトウ ショウイチ"),
    ("suzuki", "鈴木 健太", "スズキ ケンタ"),
    ("miyo", "渡部 ミヨ", "ワタナベ ミヨ"),
    ("shigeru", "渡部 茂", "ワタナベ シゲル"),
    ("yumi", "星 由美", "ホシ ユミ"),
    ("haruto", "星 陽斗", "ホシ ハルト"),
    ("lan", "グエン ティ ラン", "グエン ティ ラン"),
    ("emily", "エミリー カーター", "エミリー カーター"),
    ("yoshi", "斎藤 ヨシ", "サイトウ ヨシ"),
    ("masaru", "斎藤 勝", "サイトウ マサル"),
    ("igarashi", "五十嵐 恵", "イガラシ メグミ"),
    ("hiroshi", "長谷川 浩", "ハセガワ ヒロシ"),
    ("sakura", "長谷川 さくら", "ハセガワ サクラ"),
    ("otake", "大竹 キヨ", "オオタケ キヨ"),
    ("endo", "遠藤 誠", "エンドウ マコト"),
    ("tome", "山口 トメ", "ヤマグチ トメ"),
    ("takashi", "山口 隆", "ヤマグチ タカシ"),
    ("hashimoto", "橋本 亮", "ハシモト リョウ"),
    ("takahashi", "高橋 明美", "タカハシ アケミ"),
    ("tanaka", "田中 一郎", "タナカ イチロウ"),
)
STREET = Gazetteer(
    city=(
        named_district(District(_IKKI, "一箕地区", "一箕町八幡町内会"), "いっきちく"),
        named_site("tsuruga", "鶴城小学校"),
        *(named_block(_IKKI, f"{number}班") for number in range(1, 6)),
    ),
    own=tuple(named_resident(PersonId(id_), name, kana) for id_, name, kana in _RESIDENTS),
)


@cache
def reader() -> RollCallReader:
    return RollCallReader(load_lexicon([WORDS]))


def read(text: str) -> RollCall:
    return reader().read(text, STREET)


def notation(sighting: Sighting) -> str:
    """渡部さん=miyo+shigeru: yellow_flag safe x2 people in 1班 ?"""
    needs = [f"needs {each}" for each in sighting.needs]
    seen = [] if sighting.seen is Seen.UNSAID else [sighting.seen]
    facts = [each for each in (sighting.condition, sighting.absence, sighting.whereabouts) if each is not None]
    count = [f"x{_count(sighting.count)}"] if sighting.count else []
    block = [f"in {sighting.block.words}"] if sighting.block and isinstance(sighting.whom, ByName | House) else []
    told = [*map(str, seen), *map(str, facts), *needs, *count, *block, *(["?"] if sighting.unsure else [])]
    return f"{_whom(sighting)}: {' '.join(told)}"


def _whom(sighting: Sighting) -> str:
    match sighting.whom:
        case ByName(words, slots, household, member):
            kind = " (house)" if household else " (member)" if member else ""
            return f"{words}={'+'.join(each.value for each in slots) or '-'}{kind}"
        case House(words):
            return f"house {words}"
        case Block(words):
            return f"block {words}"
        case Unnamed(block):
            return f"some{_of(block)}"
        case Rest(block, but, but_count):
            left_out = [*(each.words for each in but), *([_count(but_count)] if but_count else [])]
            return f"all{_of(block)}" + (f" but {', '.join(left_out)}" if left_out else "")


def _of(block: Block | None) -> str:
    return f" of {block.words}" if block else ""


def _count(count: Count) -> str:
    return f"{count.number}" if count.unit == "unsaid" else f"{count.number} {count.unit}"
