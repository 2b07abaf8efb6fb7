"""The stand-in as an application: `GET /documents` to pull, and a control API under `/sandbox` that pushes too."""

from base64 import b64encode
from collections.abc import Sequence

from fastapi import FastAPI, Request, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from integrations.sandbox.feed import LOOPBACK_HOSTS, Door, Faults
from integrations.sandbox.l_alert.board import Board
from integrations.sandbox.l_alert.control import Desk
from integrations.sandbox.line_platform.control.same_origin import SameOriginOnly


def create_l_alert(
    board: Board,
    credentials: tuple[str, str],
    faults: Faults | None = None,
    *,
    allowed_hosts: Sequence[str] = LOOPBACK_HOSTS,
) -> FastAPI:
    """The application over `board`. `credentials`: user and password of HTTP Basic."""
    faults = faults or Faults()
    opens = "Basic " + b64encode(":".join(credentials).encode()).decode()
    door = Door(opens, "application/xml", faults)
    app = FastAPI(title="Sandbox of L-Alert", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(SameOriginOnly)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(allowed_hosts))
    app.include_router(Desk(board, faults).routes())

    async def documents(request: Request) -> Response:
        return await door.answer(request, board.feed())

    app.add_api_route("/documents", documents, methods=["GET"])
    return app
