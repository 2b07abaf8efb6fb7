"""One role's menu as LINE takes it: the request, the picture, and a name that changes with either."""

import hashlib
from dataclasses import dataclass
from typing import Any, assert_never

from linebot.v3.messaging import (
    PostbackAction,
    RichMenuArea,
    RichMenuBounds,
    RichMenuRequest,
    RichMenuSize,
    URIAction,
)

from bot.core.language import Language
from bot.core.replies import Button, Choice, Link, Phrasebook, text
from bot.core.taps import encode
from handlers.line.cutting import to_graphemes
from handlers.line.rich_menu.areas import WIDTH, Bounds, MenuRole, bounds, buttons, height
from handlers.line.rich_menu.picture import Field, draw
from handlers.line.wording import Wording

NAME_PREFIX = "anpi "
_BAR = 14
_LABEL = 20


@dataclass(frozen=True, slots=True)
class Menu:
    role: MenuRole
    request: RichMenuRequest
    picture: bytes

    @property
    def name(self) -> str:
        """`anpi resident 0123456789ab`: tells whether LINE holds exactly this menu already."""
        return str(self.request.name)


def menu_for(role: MenuRole, phrasebook: Phrasebook, phone: str, language: Language = Language.JAPANESE) -> Menu:
    """Draws the menu in the city's language.

    Raises:
        ValueError: words of the catalogue do not fit into the picture.
    """
    wording = Wording(phrasebook, language, drill=False)
    offered = buttons(role, phone)
    fields = [
        Field(each, tuple(wording.say(button.label).splitlines()), button.style)
        for button, each in zip(offered, bounds(len(offered)), strict=True)
    ]
    areas = [_area(button, each, wording) for button, each in zip(offered, bounds(len(offered)), strict=True)]
    picture = draw(fields)
    request = RichMenuRequest(
        size=RichMenuSize(width=WIDTH, height=height(len(offered))),
        selected=True,
        name=NAME_PREFIX + role,
        chat_bar_text=to_graphemes(wording.say(text("menu.bar")), _BAR),
        areas=areas,
    )
    request.name = f"{NAME_PREFIX}{role} {hashlib.sha256(request.to_json().encode() + picture).hexdigest()[:12]}"
    return Menu(role, request, picture)


def _area(button: Button, place: Bounds, wording: Wording) -> RichMenuArea:
    frame = RichMenuBounds(x=place.x, y=place.y, width=place.width, height=place.height)
    return RichMenuArea(bounds=frame, action=_action(button, _label(button, wording)))


def _label(button: Button, wording: Wording) -> str:
    """What screen readers speak for the field: the words of the picture without its line breaks."""
    between = " " if wording.language is Language.ENGLISH else ""
    return to_graphemes(between.join(wording.say(button.label).splitlines()), _LABEL)


def _action(button: Button, label: str) -> Any:
    match button:
        case Choice(tap=tap):
            return PostbackAction(label=label, data=encode(tap), display_text=label)
        case Link(uri=uri):
            return URIAction(label=label, uri=uri)
        case _:
            assert_never(button)
