"""`EvacuationOrder`: 高齢者等避難, 避難指示 and 緊急安全確保 for districts of a municipality, with their level."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from bot.core.alerts import AlertArea
from integrations.alerts.document import child, children, text
from integrations.alerts.l_alert.counts import count
from integrations.alerts.l_alert.places import Place, place_of
from integrations.alerts.moments import in_japan, moment

LEVELS: Final[Mapping[str, int]] = {"高齢者等避難": 3, "避難指示": 4, "緊急安全確保": 5}
"""災害対策基本法 56条, 60条; 避難情報に関するガイドライン (2021-05)."""
ENDED: Final[Mapping[str, int]] = {
    "避難準備": 3,
    "避難準備・高齢者等避難開始": 3,
    "避難勧告": 4,
    "避難指示(緊急)": 4,
    "災害発生情報": 5,
}
"""Names until 2021-05-20, which specification 1.x still has, with the levels that they had since 2019."""
_SPOKEN_LEVEL = re.compile(r"^[【\[(]?\s*警戒レベル\s*([1-5])(?:相当)?\s*[】\])]?\s*[::、]?\s*")


def order_areas(body: Element, whole: Place, faults: list[str]) -> tuple[AlertArea, ...]:
    """Every district of every detail. `whole`: the municipality, for a detail that names no district."""
    areas = tuple(area for detail in children(body, "Detail") for area in _of_detail(detail, whole, faults))
    if not areas:
        faults.append("避難情報に、発令・解除の内容がありません")
    return areas


def _of_detail(detail: Element, whole: Place, faults: list[str]) -> Iterator[AlertArea]:
    announced, lifted = text(detail, "Sort"), _lifted(detail, faults)
    level = level_of(announced, faults) if lifted is not None else None
    districts = list(children(child(detail, "Areas"), "Area"))
    if not districts:
        faults.append(f"「{announced}」の対象地区が書かれていません")
        yield AlertArea(whole.code, whole.name, whole.scheme, announced, level, lifted=bool(lifted), note=_note(detail))
    for each in districts:
        place = place_of(child(each, "Location") or each, whole, faults)
        note = _note(each)
        yield AlertArea(place.code, place.name, place.scheme, announced, level, lifted=bool(lifted), note=note)


def _lifted(detail: Element, faults: list[str]) -> bool | None:
    """None: neither 発令 nor 解除, and nothing may follow from it."""
    written = text(detail, "IssueOrLift")
    if written not in ("発令", "解除"):
        faults.append(f"発令・解除の別が「{written}」のため、警戒レベルを読みませんでした")
        return None
    return written == "解除"


def level_of(announced: str, faults: list[str]) -> int | None:
    """By the name of the order alone; a level that is written before it is compared, and never taken."""
    written = unicodedata.normalize("NFKC", announced).strip()
    spoken = _SPOKEN_LEVEL.match(written)
    name = written[spoken.end() :].strip() if spoken else written
    level = LEVELS.get(name, ENDED.get(name))
    if level is None:
        faults.append(f"発令区分「{announced}」には、警戒レベルがないか、分かりません")
    elif spoken and int(spoken[1]) != level:
        faults.append(f"発令区分「{announced}」は警戒レベル{level}ですが、{spoken[1]}と書かれています")
    if name in ENDED:
        faults.append(f"発令区分「{announced}」は2021年5月までの名前です")
    return level


def _note(element: Element) -> str:
    """7月1日15:30、1200世帯、3400人: what is told, and nothing for what is not."""
    at = moment(text(element, "DateTime"))
    households, people = count(text(element, "Object", "Households")), count(text(element, "Object", "HeadCount"))
    told = (
        in_japan(at) if at is not None else "",
        f"{households}世帯" if households is not None else "",
        f"{people}人" if people is not None else "",
    )
    return "、".join(each for each in told if each)
