"""The web application of the stand-in: the Messaging API, the control API and the phone page under one port."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final

import httpx
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

from integrations.sandbox.line_platform import dialog
from integrations.sandbox.line_platform.api.door import endpoint, nowhere
from integrations.sandbox.line_platform.api.table import ROUTES
from integrations.sandbox.line_platform.control import acts, chats, knobs, records, stream
from integrations.sandbox.line_platform.control.same_origin import SameOriginOnly
from integrations.sandbox.line_platform.page import PhonePage
from integrations.sandbox.line_platform.page import routes as phone_page
from integrations.sandbox.line_platform.people import ImpossibleError
from integrations.sandbox.line_platform.platform import Platform
from integrations.sandbox.line_platform.webhooks.settings import WebhookSettings
from integrations.sandbox.line_platform.world import World

LOOPBACK_HOSTS: Final = ("127.0.0.1", "localhost", "*.localhost")


def create_line_platform(
    world: World,
    *,
    webhooks: WebhookSettings | None = None,
    rate_scale: float | None = 1.0,
    page: PhonePage | None = None,
    client: httpx.AsyncClient | None = None,
    allowed_hosts: Sequence[str] = LOOPBACK_HOSTS,
) -> FastAPI:
    """The application over `world`; the whole platform stands in `app.state.platform`.

    `rate_scale` multiplies LINE's rate limits (None: off), `client` is how the bot is reached (for bots in the
    same process), `allowed_hosts` are the Host headers answered, so that no name an attacker owns is.
    """
    platform = Platform.built(world, webhooks=webhooks, rate_scale=rate_scale, client=client)
    app = FastAPI(title="Sandbox of the LINE platform", lifespan=_closing(platform), docs_url=None, redoc_url=None)
    app.state.platform = platform
    app.add_middleware(SameOriginOnly)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(allowed_hosts))
    app.add_exception_handler(ImpossibleError, _refused)
    app.include_router(_control())
    app.include_router(dialog.routes())
    app.include_router(phone_page(page or PhonePage()))
    for route in ROUTES:
        app.add_route(route.template, endpoint(platform, route), methods=[route.method])
    for unknown in ("/v2/{rest:path}", "/bot/{rest:path}"):
        app.add_route(unknown, nowhere(platform), methods=["GET", "POST", "PUT", "DELETE", "PATCH"])
    return app


def _control() -> APIRouter:
    router = APIRouter(prefix="/sandbox")
    for area in (chats, acts, records, knobs, stream):
        router.include_router(area.routes())
    return router


def _refused(_: Request, refusal: Exception) -> JSONResponse:
    """What a person cannot do, or a world cannot hold: 409 with the reason."""
    return JSONResponse({"detail": str(refusal)}, 409)


def _closing(platform: Platform) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await platform.webhooks.aclose()

    return lifespan
