"""Rich menus: made, given a picture once, linked, switched by alias, seen by priority."""

from typing import Any

import httpx
import pytest

from integrations.sandbox.line_platform.api.image_size import image_size
from integrations.sandbox.line_platform.phone.samples import photo
from tests.unit.integrations.sandbox.stage import HARU, STRANGER, Stage
from tests.unit.integrations.sandbox.test_validator import menu

FITTING: dict[str, Any] = menu(size={"width": 1600, "height": 1000}, areas=[])
JPEG_HEAD = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0001108012c019003012200021101031101")


def fitting_png() -> bytes:
    """The sample photo with 1600 x 1000 written into its header."""
    return photo()[:16] + (1600).to_bytes(4) + (1000).to_bytes(4) + photo()[24:]


async def upload(stage: Stage, rich_menu_id: str, image: bytes, media_type: str = "image/png") -> httpx.Response:
    headers = {"authorization": "Bearer sandbox-access-token", "content-type": media_type}
    return await stage.http.post(f"/v2/bot/richmenu/{rich_menu_id}/content", content=image, headers=headers)


async def ready_menu(stage: Stage, **more: Any) -> str:
    rich_menu_id = str((await stage.api("POST", "richmenu", {**FITTING, **more})).json()["richMenuId"])
    assert (await upload(stage, rich_menu_id, fitting_png())).status_code == 200
    return rich_menu_id


async def seen(stage: Stage) -> str | None:
    shown = (await stage.http.get(f"/sandbox/chats/{HARU}")).json()["rich_menu"]
    return str(shown["rich_menu_id"]) if shown else None


async def test_a_menu_without_picture_cannot_be_shown(stage: Stage) -> None:
    bare = (await stage.api("POST", "richmenu", FITTING)).json()["richMenuId"]
    assert (await stage.api("POST", f"user/{HARU}/richmenu/{bare}")).status_code == 400
    assert (await stage.api("POST", f"user/all/richmenu/{bare}")).status_code == 400
    assert (await stage.api("POST", f"user/{HARU}/richmenu/richmenu-none")).status_code == 404


@pytest.mark.parametrize(
    ("image", "media_type", "status"),
    [
        (photo(), "image/png", 400),
        (fitting_png(), "image/gif", 415),
        (b"no picture", "image/png", 400),
        (b"", "image/png", 400),
        (fitting_png() + bytes(1024 * 1024), "image/png", 400),
    ],
)
async def test_a_picture_that_does_not_fit_is_refused(stage: Stage, image: bytes, media_type: str, status: int) -> None:
    rich_menu_id = (await stage.api("POST", "richmenu", FITTING)).json()["richMenuId"]
    assert (await upload(stage, rich_menu_id, image, media_type)).status_code == status


async def test_a_picture_cannot_be_replaced(stage: Stage) -> None:
    rich_menu_id = await ready_menu(stage)
    assert (await upload(stage, rich_menu_id, fitting_png())).status_code == 400
    kept = await stage.api("GET", f"richmenu/{rich_menu_id}/content")
    assert kept.content == fitting_png()


async def test_the_own_menu_comes_before_the_default(stage: Stage) -> None:
    own, usual = await ready_menu(stage), await ready_menu(stage)
    await stage.api("POST", f"user/all/richmenu/{usual}")
    assert await seen(stage) == usual
    await stage.api("POST", f"user/{HARU}/richmenu/{own}")
    assert await seen(stage) == own
    assert (await stage.api("GET", f"user/{HARU}/richmenu")).json() == {"richMenuId": own}
    await stage.api("DELETE", f"user/{HARU}/richmenu")
    assert await seen(stage) == usual
    await stage.api("DELETE", "user/all/richmenu")
    assert await seen(stage) is None
    assert (await stage.api("GET", "user/all/richmenu")).status_code == 404


async def test_menus_are_listed_and_deleted(stage: Stage) -> None:
    own = await ready_menu(stage)
    await stage.api("POST", f"user/{HARU}/richmenu/{own}")
    assert (await stage.api("GET", f"richmenu/{own}")).json() == {"richMenuId": own, **FITTING}
    assert len((await stage.api("GET", "richmenu/list")).json()["richmenus"]) == 1
    await stage.api("DELETE", f"richmenu/{own}")
    assert await seen(stage) is None
    assert (await stage.api("GET", f"richmenu/{own}")).status_code == 404


async def test_many_are_linked_at_once(stage: Stage) -> None:
    own = await ready_menu(stage)
    linked = await stage.api("POST", "richmenu/bulk/link", {"richMenuId": own, "userIds": [HARU, STRANGER]})
    assert linked.status_code == 202
    assert await seen(stage) == own
    await stage.api("POST", "richmenu/bulk/unlink", {"userIds": [HARU]})
    assert await seen(stage) is None
    assert (await stage.api("POST", "richmenu/bulk/unlink", {"userIds": ["haru"]})).status_code == 400


async def test_an_alias_names_a_menu_and_can_be_pointed_elsewhere(stage: Stage) -> None:
    calm, disaster = await ready_menu(stage), await ready_menu(stage)
    alias = {"richMenuAliasId": "now", "richMenuId": calm}
    assert (await stage.api("POST", "richmenu/alias", alias)).status_code == 200
    assert (await stage.api("POST", "richmenu/alias", alias)).json() == {"message": "conflict richmenu alias id"}
    await stage.api("POST", "richmenu/alias/now", {"richMenuId": disaster})
    assert (await stage.api("GET", "richmenu/alias/now")).json()["richMenuId"] == disaster
    assert len((await stage.api("GET", "richmenu/alias/list")).json()["aliases"]) == 1
    await stage.api("DELETE", "richmenu/alias/now")
    assert (await stage.api("GET", "richmenu/alias/now")).status_code == 404
    lost = await stage.api("POST", "richmenu/alias", {**alias, "richMenuId": "richmenu-none"})
    assert lost.status_code == 400


async def test_a_tab_switches_the_menu_and_says_so(stage: Stage) -> None:
    second = await ready_menu(stage)
    await stage.api("POST", "richmenu/alias", {"richMenuAliasId": "second", "richMenuId": second})
    tabs = [("ok", "second"), ("lost", "nowhere")]
    areas = [
        {
            "bounds": {"x": 0, "y": 0, "width": 100, "height": 100},
            "action": {"type": "richmenuswitch", "label": label, "data": "tab", "richMenuAliasId": alias},
        }
        for label, alias in tabs
    ]
    first = await ready_menu(stage, areas=areas)
    await stage.api("POST", f"user/{HARU}/richmenu/{first}")
    await stage.act("tap", {"label": "lost"})
    await stage.act("tap", {"label": "ok"})
    assert [event["postback"]["params"]["status"] for event in stage.events] == [
        "RICHMENU_ALIAS_ID_NOTFOUND",
        "SUCCESS",
    ]
    assert await seen(stage) == second


def test_sizes_are_read_from_png_and_jpeg() -> None:
    assert image_size(photo()) == (320, 240)
    assert image_size(JPEG_HEAD) == (400, 300)
    assert image_size(b"GIF89a") is None
    assert image_size(b"\xff\xd8") is None
