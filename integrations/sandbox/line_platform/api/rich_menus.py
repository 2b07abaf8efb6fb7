"""Rich menus: create, image, default, list, delete (line.md 4)."""

from integrations.sandbox.line_platform.api.call import Answer, Call, Refused, refuse_unless_valid
from integrations.sandbox.line_platform.api.image_size import image_size
from integrations.sandbox.line_platform.rich_menus import MENUS_AT_MOST, RichMenu
from integrations.sandbox.line_platform.validator.rich_menu import RICH_MENU

_IMAGE_TYPES = ("image/png", "image/jpeg")
_IMAGE_BYTES = 1024 * 1024


def menu_of(call: Call, rich_menu_id: str) -> RichMenu:
    menu = call.world.rich_menus.menus.get(rich_menu_id)
    if menu is None:
        raise Refused(404, "richmenu not found")
    return menu


def shown_menu_of(call: Call, rich_menu_id: str) -> RichMenu:
    """A menu that can be shown: 404 unknown, 400 without its image."""
    menu = menu_of(call, rich_menu_id)
    if menu.image is None:
        raise Refused(400, "must upload richmenu image before applying it to user")
    return menu


def create(call: Call) -> Answer:
    refuse_unless_valid(RICH_MENU, call.body)
    if len(call.world.rich_menus.menus) >= MENUS_AT_MOST:
        raise Refused(400, f"The number of rich menus exceeds the limit of {MENUS_AT_MOST}")
    rich_menu_id = call.world.ids.rich_menu_id()
    call.world.rich_menus.create(rich_menu_id, call.body)
    return Answer({"richMenuId": rich_menu_id})


def upload_image(call: Call) -> Answer:
    """PNG or JPEG up to 1 MB, as wide and high in proportion as the menu; only once."""
    menu = menu_of(call, call.path["rich_menu_id"])
    media_type = call.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in _IMAGE_TYPES:
        raise Refused(415, f"The content type, {media_type}, is not supported")
    if menu.image is not None:
        raise Refused(400, "An image has already been uploaded to the richmenu")
    _refuse_bad_image(menu, call.raw)
    menu.image, menu.image_type = call.raw, media_type
    return Answer({})


def _refuse_bad_image(menu: RichMenu, image: bytes) -> None:
    if not image or len(image) > _IMAGE_BYTES:
        raise Refused(400, "The image must not be larger than 1 MB")
    size = image_size(image)
    if size is None:
        raise Refused(400, "The image could not be read as PNG or JPEG")
    asked = menu.definition["size"]
    if abs(size[0] / size[1] - asked["width"] / asked["height"]) > 0.01:
        raise Refused(400, "The image's aspect ratio differs from the rich menu's size")


def download_image(call: Call) -> Answer:
    menu = menu_of(call, call.path["rich_menu_id"])
    if menu.image is None:
        raise Refused(404, "Not found")
    return Answer(menu.image, media_type=menu.image_type)


def get_menu(call: Call) -> Answer:
    return Answer(_as_json(menu_of(call, call.path["rich_menu_id"])))


def list_menus(call: Call) -> Answer:
    return Answer({"richmenus": [_as_json(menu) for menu in call.world.rich_menus.menus.values()]})


def delete_menu(call: Call) -> Answer:
    call.world.rich_menus.delete(menu_of(call, call.path["rich_menu_id"]).rich_menu_id)
    return Answer({})


def set_default(call: Call) -> Answer:
    call.world.rich_menus.default_id = shown_menu_of(call, call.path["rich_menu_id"]).rich_menu_id
    _tell_everybody(call)
    return Answer({})


def get_default(call: Call) -> Answer:
    rich_menu_id = call.world.rich_menus.default_id
    if rich_menu_id is None:
        raise Refused(404, "no default richmenu")
    return Answer({"richMenuId": rich_menu_id})


def clear_default(call: Call) -> Answer:
    call.world.rich_menus.default_id = None
    _tell_everybody(call)
    return Answer({})


def _tell_everybody(call: Call) -> None:
    for user_id in call.world.users:
        call.platform.changes.tell(user_id, "state")


def _as_json(menu: RichMenu) -> dict[str, object]:
    return {"richMenuId": menu.rich_menu_id, **menu.definition}
