"""Entry point of the public side: LINE's webhook, the web chat, health and metrics. `anpi serve` runs it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.bootstrap.process import Anpi, assemble
from bot.core.errors import Unavailable
from config.settings import Settings
from handlers.line.webhook import PATH as WEBHOOK


def create_app(settings: Settings) -> FastAPI:
    """One process of the public app. On SQLite it works too: database and sockets are of this one machine."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with assemble(settings) as anpi:
            _add_channels(app, anpi)
            async with anpi.serving():
                yield

    app = FastAPI(title="Anpi", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(_WebhookFirst)
    _add_health(app)
    return app


def _add_channels(app: FastAPI, anpi: Anpi) -> None:
    app.state.anpi = anpi
    if anpi.webhook is not None:
        app.router.routes.append(anpi.webhook)
    app.include_router(anpi.web_chat)
    app.include_router(anpi.paper)
    if anpi.sign_in is not None:
        app.include_router(anpi.sign_in)


class _WebhookFirst:
    """Takes LINE's posts round the framework, which is a third of what accepting one costs (docs/benchmarks.md)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._app
        if scope["type"] == "http" and scope["path"] == WEBHOOK and scope["method"] == "POST":
            anpi: Anpi = scope["app"].state.anpi
            app = anpi.webhook.app if anpi.webhook else app
        await app(scope, receive, send)


def _add_health(app: FastAPI) -> None:
    @app.get("/", include_in_schema=False)
    async def root() -> RedirectResponse:
        return RedirectResponse("/chat")

    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @app.get("/readyz")
    async def readyz(response: Response) -> dict[str, str]:
        """The database answers, so that events can be kept."""
        anpi: Anpi = app.state.anpi
        try:
            await anpi.is_ready()
        except Unavailable:
            response.status_code = 503
            return {"status": "database is down"}
        return {"status": "ok"}

    @app.get("/metrics")
    async def metrics() -> Response:
        anpi: Anpi = app.state.anpi
        return Response(generate_latest() + generate_latest(anpi.metrics), media_type=CONTENT_TYPE_LATEST)
