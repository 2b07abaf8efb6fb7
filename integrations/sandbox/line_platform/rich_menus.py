"""Rich menus, their images, aliases and links, and which of them a person sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from integrations.sandbox.line_platform.people import User

MENUS_AT_MOST = 1000


@dataclass(slots=True)
class RichMenu:
    """A menu as created; shown only once it has its image, which cannot be replaced."""

    rich_menu_id: str
    definition: Mapping[str, Any]
    image: bytes | None = None
    image_type: str = ""


class RichMenus:
    """Priority: linked to the user, then the channel's default; a menu without an image is never shown."""

    def __init__(self) -> None:
        self.menus: dict[str, RichMenu] = {}
        self.aliases: dict[str, str] = {}
        self.default_id: str | None = None

    def create(self, rich_menu_id: str, definition: Mapping[str, Any]) -> None:
        self.menus[rich_menu_id] = RichMenu(rich_menu_id, definition)

    def delete(self, rich_menu_id: str) -> None:
        del self.menus[rich_menu_id]
        if self.default_id == rich_menu_id:
            self.default_id = None

    def seen_by(self, user: User) -> RichMenu | None:
        """Non-friends see the default; a link to a deleted menu counts for nothing."""
        own = self.menus.get(user.rich_menu_id or "") if user.friend else None
        menu = own or self.menus.get(self.default_id or "")
        return menu if menu and menu.image is not None else None
