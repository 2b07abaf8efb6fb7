"""What an operator types for a hazard or a district, understood; what is not understood is answered with the closest.

Pure: the words and the city's districts come in.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from bot.core.ids import DistrictId
from bot.core.incidents import Hazard
from bot.core.people import District

MAX_TITLE = 100
MAX_LEVEL = 20

_SPELLINGS = {
    Hazard.EARTHQUAKE: "地震 震災 震度 quake",
    Hazard.FLOOD: "洪水 水害 大雨 豪雨 河川氾濫 氾濫 rain heavy-rain river",
    Hazard.INLAND_FLOOD: "内水 内水氾濫 浸水 冠水 inland-flood",
    Hazard.LANDSLIDE: "土砂災害 土砂崩れ 土石流 がけ崩れ 崖崩れ 地すべり 地滑り",
    Hazard.STORM_SURGE: "高潮 storm-surge surge",
    Hazard.TSUNAMI: "津波 大津波",
    Hazard.FIRE: "火災 大規模火災 大規模な火事 山火事 林野火災 火事 wildfire",
    Hazard.VOLCANO: "火山 噴火 火山現象 eruption",
    Hazard.TYPHOON: "台風 暴風 強風 storm",
    Hazard.SNOW: "大雪 雪 豪雪 暴風雪 雪害 blizzard",
    Hazard.OTHER: "その他 停電 断水",
}
_HAZARDS = {word: hazard for hazard, words in _SPELLINGS.items() for word in (hazard.value, *words.split())}

_SEPARATORS = re.compile("[,、，]")
_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class NotUnderstood(ValueError):  # noqa: N818 - what the word is
    """The message names what was typed and what may be typed."""


def plain(words: str, longest: int, name: str) -> str:
    """Words that will stand in messages to everybody: one line, not too long."""
    tidy = " ".join(_BREAKING.sub(" ", words).split())
    if len(tidy) > longest:
        raise NotUnderstood(f"{name} has {len(tidy)} characters; write at most {longest}")
    return tidy


def hazard_of(word: str) -> Hazard:
    asked = unicodedata.normalize("NFKC", word).strip().lower()
    if asked in _HAZARDS:
        return _HAZARDS[asked]
    close = get_close_matches(asked, _HAZARDS, n=1)
    guess = f"did you mean {close[0]}? " if close else ""
    raise NotUnderstood(f"hazard '{word}' is not known; {guess}write one of: {', '.join(Hazard)} (or 地震, 洪水 ...)")


def districts_of(words: Iterable[str], known: Sequence[District]) -> tuple[DistrictId, ...]:
    """Each word an id or an exact name, or several with commas between; each district once, in the order given."""
    found = (each for word in words for each in _one_or_several(word, known))
    return tuple(dict.fromkeys(found))


def _one_or_several(word: str, known: Sequence[District]) -> Iterable[DistrictId]:
    if any(word.strip() in (each.id, each.name) for each in known):
        return (district_of(word, known),)
    parts = [part for part in _SEPARATORS.split(word) if part.strip()]
    if not parts:
        raise NotUnderstood("district is empty; leave --district out to ask the whole city")
    return tuple(district_of(part, known) for part in parts)


def district_of(word: str, known: Sequence[District]) -> DistrictId:
    """One district by its id, or by its exact name where only one has it."""
    asked = word.strip()
    if any(each.id == asked for each in known):
        return DistrictId(asked)
    named = [each.id for each in known if each.name == asked]
    if len(named) == 1:
        return named[0]
    if named:
        raise NotUnderstood(f"district '{asked}' is the name of {', '.join(named)}; write the id")
    raise NotUnderstood(f"district '{asked}' is not known; {_hint(asked, known)}")


def _hint(asked: str, known: Sequence[District]) -> str:
    if not known:
        return "no district is loaded yet: run `anpi city load DIR` first"
    words = {word: each for each in known for word in (each.id, each.name)}
    close = get_close_matches(asked, words, n=1, cutoff=0.3)
    if close:
        meant = words[close[0]]
        return f"did you mean {meant.id} ({meant.name})?"
    shown = ", ".join(f"{each.id} ({each.name})" for each in known[:10])
    return f"known are: {shown}{' ...' if len(known) > 10 else ''}"
