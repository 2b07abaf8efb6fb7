"""The stand-in as an application: `GET /feed.xml` and the documents on the outside, a control API under `/sandbox`."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from integrations.sandbox.cap.board import Board, Message
from integrations.sandbox.cap.samples import SAMPLES
from integrations.sandbox.feed import LOOPBACK_HOSTS, Door, Faults, sample_desk


def create_cap(
    board: Board, token: str, faults: Faults | None = None, *, allowed_hosts: Sequence[str] = LOOPBACK_HOSTS
) -> FastAPI:
    """The application over `board`, let in by the bearer `token`."""
    faults = faults or Faults()
    app = FastAPI(title="Sandbox of CAP", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(allowed_hosts))
    app.include_router(_outside(board, token, faults))
    app.include_router(_desk(board, faults))
    return app


def _outside(board: Board, token: str, faults: Faults) -> APIRouter:
    router = APIRouter()
    feeds = Door(f"Bearer {token}", "application/atom+xml", faults)
    documents = Door(f"Bearer {token}", "application/cap+xml", Faults())

    async def feed(request: Request) -> Response:
        return await feeds.answer(request, board.feed("documents/"))

    async def document(request: Request, name: str) -> Response:
        found = board.document(name)
        if found is None:
            raise HTTPException(404, "there is no such message")
        return await documents.answer(request, found)

    router.add_api_route("/feed.xml", feed, methods=["GET"])
    router.add_api_route("/documents/{name}.xml", document, methods=["GET"])
    return router


def _desk(board: Board, faults: Faults) -> APIRouter:
    return sample_desk(
        "messages",
        SAMPLES,
        faults,
        every=lambda: [_told(each) for each in board.messages],
        publish=lambda sample: _told(board.publish(sample)),
        clear=board.clear,
    )


def _told(message: Message) -> dict[str, Any]:
    return {"sample": message.sample, "name": message.name}
