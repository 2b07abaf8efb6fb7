"""Where pictures may come from: the console itself, and the one host of the map's tiles."""

from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from admin.headers import SafeHeaders
from admin.parts import NO_TILES, Tiles


async def policy(tiles: Tiles) -> str:
    page = Route("/", lambda _: PlainTextResponse("ok"))
    app = Starlette(routes=[page], middleware=[Middleware(SafeHeaders, pictures_from=tiles.origin)])
    async with AsyncClient(transport=ASGITransport(app), base_url="http://console") as client:
        return (await client.get("/")).headers["Content-Security-Policy"]


async def test_without_tiles_no_picture_comes_from_elsewhere() -> None:
    assert "img-src 'self' data:;" in await policy(NO_TILES)


async def test_pictures_come_from_the_host_of_the_tiles_and_nothing_else_does() -> None:
    found = await policy(Tiles("https://tiles.example.jp/xyz/{z}/{x}/{y}.png", "地図"))
    assert "img-src 'self' data: https://tiles.example.jp;" in found
    assert found.count("tiles.example.jp") == 1
