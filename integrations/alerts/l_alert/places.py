"""Where a telegram is about: the municipalities of its envelope, and districts within them."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bot.core.alerts import AlertArea
from integrations.alerts.document import child, children, text
from integrations.alerts.l_alert.envelope import Content
from integrations.alerts.municipality_codes import SCHEME, six_digits


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality, or a district with the code of its municipality; `code` empty where none is told."""

    code: str
    name: str
    scheme: str = ""

    def area(self) -> AlertArea:
        return AlertArea(self.code, self.name, self.scheme)


def municipalities(content: Content, faults: list[str]) -> tuple[Place, ...]:
    """The envelope's target areas, else the headline's; at least one, though it may be empty."""
    areas = list(children(content.envelope, "targetArea"))
    areas = areas or list(children(child(content.head, "Headline", "Areas"), "Area"))
    found = tuple(place_of(each, Place("", ""), faults) for each in areas)
    if not any(each.code for each in found):
        faults.append("市区町村コードがありません")
    return found or (Place("", ""),)


def whole(places: tuple[Place, ...], faults: list[str]) -> Place:
    """Where a district lies that tells no code: in the one municipality; of several none is taken by guess."""
    if len(places) == 1:
        return places[0]
    faults.append("対象の市区町村が複数あり、地区の市区町村が分かりません")
    return Place("", "、".join(each.name for each in places))


def place_of(element: Element, within: Place, faults: list[str]) -> Place:
    """The place that the element names; what it does not say is that of the place around it."""
    name, written = text(element, "areaName"), text(element, "jisX0402")
    if not written:
        return Place(within.code, name or within.name, within.scheme)
    code = six_digits(written)
    if code is None:
        faults.append(f"市区町村コード「{written}」は正しくありません")
        return Place(written, name or within.name)
    return Place(code, name or within.name, SCHEME)
