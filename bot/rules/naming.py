"""What districts, blocks, sites and people are called in messages: the forms in which a gazetteer looks for them."""

from collections.abc import Iterable
from functools import lru_cache

from bot.core.gazetteer import Named, SlotKind
from bot.core.ids import DistrictId, PersonId
from bot.core.people import District

_AREAS = ("地区", "地域", "ちく", "ちいき")
_TOWN = "町"
_ASSOCIATIONS = ("自主防災組織", "自主防災会", "町内会", "自治会", "区会")
_TITLES = ("さん", "ちゃん", "くん", "君", "さま", "様")
_OF_A_HOUSE = ("さん", "さんち", "さん宅", "さん家", "宅", "家", "んち", "様", "さま", "氏")
_SCHOOLS = (
    ("小学校", "小"),
    ("中学校", "中"),
    ("高等学校", "高校"),
    ("しょうがっこう", "小"),
    ("ちゅうがっこう", "中"),
    ("こうとうがっこう", "高校"),
)
_SHORTEST_SITE = 2
_KANJI_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_SHORTEST_BARE = {True: 2, False: 3}
"""Characters of a given name that is looked for without さん, written in kanji or in kana alone.

ゆき is snow as well; 一 is a number.
"""
_SHORTEST_STEM = {True: 2, False: 4}
"""Characters that must be left of a district's name without its 地区."""


def named_district(district: District, kana: str = "") -> Named:
    """一箕地区: also 一箕 and 一箕町, its kana, and the association's name."""
    association = _without(district.association, _ASSOCIATIONS)
    stem = _without(district.name, _AREAS)
    town = stem + _TOWN if stem != district.name and not stem.endswith(_TOWN) else ""
    long = [each for each in (stem, _without(kana, _AREAS), association) if _is_telling(each)]
    return Named(SlotKind.DISTRICT, district.id, _each_once((district.name, kana, town, district.association, *long)))


def named_block(district: DistrictId, block: str) -> Named:
    """A block has no id but its district and its name. 1班: also 一班."""
    return Named(SlotKind.BLOCK, f"{district}/{block}", _each_once((block, block.translate(_KANJI_DIGITS))))


def named_site(site: str, name: str, kana: str = "") -> Named:
    """鶴城小学校: also 鶴城小, as everybody says, and つるがじょう小, as some write it."""
    return Named(SlotKind.SITE, site, _each_once((name, _short(name), kana, _short(kana))))


@lru_cache(maxsize=4096)
def named_person(person: PersonId, name: str, kana: str = "") -> Named:
    """会津 花子: whole and given name; a short given name only with さん and the like. Never the family name alone.

    The newest are kept: whoever writes once writes again, and the forms of their relations stand ready.
    """
    return Named(SlotKind.PERSON, person, _each_once(each for form in (name, kana) for each in _of_person(form)))


def named_resident(person: PersonId, name: str, kana: str = "") -> Named:
    """For who reports on a street: also the family name alone (佐藤, 佐藤さんち, 佐藤宅), which several may bear."""
    own = named_person(person, name, kana).names
    return Named(SlotKind.PERSON, person, _each_once((*own, *_of_family(name), *_of_family(kana))))


def _of_family(name: str) -> Iterable[str]:
    """In kana a name of two characters is looked for with さん and the like alone (はし is a bridge as well)."""
    parts = name.replace("\u3000", " ").split()
    if len(parts) < 2:
        return tuple(name.strip() + ending for ending in _OF_A_HOUSE) if name.strip() else ()
    family = parts[0]
    bare = (family,) if _has_kanji(family) or len(family) > 2 else ()
    return (*bare, *(family + ending for ending in _OF_A_HOUSE))


def _of_person(name: str) -> Iterable[str]:
    parts = name.replace("\u3000", " ").split()
    if not parts:
        return ()
    given = parts[-1]
    bare = (given,) if len(given) >= _SHORTEST_BARE[_has_kanji(given)] else ()
    titled = tuple(given + title for title in _TITLES) if len(parts) > 1 else ()
    return ("".join(parts), *bare, *titled) if len(parts) > 1 else ("".join(parts),)


def _short(name: str) -> str:
    """小学校 and 中学校 are 小 and 中 in everybody's mouth."""
    for school, called in _SCHOOLS:
        name = name.replace(school, called)
    return name if len(name) > _SHORTEST_SITE else ""


def _without(name: str, endings: Iterable[str]) -> str:
    return next((name.removesuffix(each) for each in endings if name.endswith(each)), name)


def _is_telling(stem: str) -> bool:
    return len(stem) >= _SHORTEST_STEM[_has_kanji(stem)]


def _has_kanji(text: str) -> bool:
    return any("一" <= each <= "鿿" for each in text)


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in names if each))
