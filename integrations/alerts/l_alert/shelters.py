"""`Shelter`: what a municipality announces of its shelters. Contacts are left out: they may be a person's name."""

from datetime import datetime
from xml.etree.ElementTree import Element

from bot.core.alerts import AnnouncedShelter, ShelterState
from integrations.alerts.document import child, children, text
from integrations.alerts.l_alert.counts import count
from integrations.alerts.moments import moment

_STATES = {
    "開設": ShelterState.OPEN,
    "閉鎖": ShelterState.CLOSED,
    "未開設": ShelterState.UNOPENED,
    "常設": ShelterState.PERMANENT,
    "不明": ShelterState.UNKNOWN,
}


def shelters(body: Element, faults: list[str]) -> tuple[AnnouncedShelter, ...]:
    """All of them, in their order."""
    found = tuple(_shelter(each, faults) for each in children(child(body, "Informations"), "Information"))
    if not found:
        faults.append("避難所情報に、避難所がありません")
    return found


def _shelter(told: Element, faults: list[str]) -> AnnouncedShelter:
    name = text(told, "Location", "areaName")
    if not name:
        faults.append("名前のない避難所があります")
    return AnnouncedShelter(
        name=name,
        address=text(told, "Location", "Address"),
        state=_state(told, name, faults),
        since=_since(told, name, faults),
        kind="、".join(each for each in (text(told, "Type"), text(told, "TypeDetail")) if each),
        capacity=_number(text(told, "Capacity"), name, faults),
        headcount=_number(text(told, "NumberOf", "HeadCount"), name, faults),
    )


def _state(told: Element, name: str, faults: list[str]) -> ShelterState:
    written = text(told, "Sort")
    if written not in _STATES:
        faults.append(f"「{name}」の開設状況「{written}」は分かりません")
    return _STATES.get(written, ShelterState.UNKNOWN)


def _since(told: Element, name: str, faults: list[str]) -> datetime | None:
    written = text(told, "DateTime")
    at = moment(written)
    if written and at is None:
        faults.append(f"「{name}」の日時「{written}」は読めません")
    return at


def _number(written: str, name: str, faults: list[str]) -> int | None:
    told = count(written)
    if written and told is None:
        faults.append(f"「{name}」の人数「{written}」は読めません")
    return told
