"""A logout token on its way to the console, over a real connection."""

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from bot.core.errors import Unavailable
from handlers.web_pages.passing_on import ToConsole
from integrations.sandbox.serve import serving


class Console:
    def __init__(self, status: int) -> None:
        self.status = status
        self.heard: list[str] = []

    @property
    def app(self) -> FastAPI:
        app = FastAPI()
        app.add_route("/sign-in/logout", self._left, methods=["POST"])
        return app

    async def _left(self, request: Request) -> Response:
        self.heard.append((await request.body()).decode())
        return Response(status_code=self.status)


@pytest.mark.parametrize("status", [200, 400])
async def test_the_console_believes_it_or_not(status: int) -> None:
    console = Console(status)
    async with serving(console.app) as address:
        await ToConsole(f"{address}/sign-in/logout")("token")
    assert console.heard == ["logout_token=token"]


async def test_a_console_that_cannot_check_it_now_has_to_hear_it_again() -> None:
    async with serving(Console(503).app) as address:
        with pytest.raises(Unavailable):
            await ToConsole(f"{address}/sign-in/logout")("token")


async def test_a_console_that_does_not_answer_has_to_hear_it_again() -> None:
    async with serving(Console(200).app) as address:
        pass
    with pytest.raises(Unavailable):
        await ToConsole(f"{address}/sign-in/logout")("token")
