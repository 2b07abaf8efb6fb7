"""The stand-in as an application: `GET /feed.xml` and the documents on the outside, a control API under `/sandbox`."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict
from starlette.middleware.trustedhost import TrustedHostMiddleware

from integrations.sandbox.cap.board import Board, Message
from integrations.sandbox.cap.samples import SAMPLES
from integrations.sandbox.feed import Door, Faults, fault_routes, same_origin

LOOPBACK_HOSTS: Final = ("127.0.0.1", "localhost", "*.localhost")


class NewMessage(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sample: str


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
    """Under `/sandbox`, same origin only."""
    router = APIRouter(prefix="/sandbox", dependencies=[Depends(same_origin)])

    async def every() -> dict[str, Any]:
        return {"messages": [_told(each) for each in board.messages], "samples": list(SAMPLES)}

    async def publish(new: NewMessage) -> dict[str, Any]:
        if new.sample not in SAMPLES:
            raise HTTPException(404, f"no such sample; there are {', '.join(SAMPLES)}")
        return _told(board.publish(new.sample))

    async def clear() -> None:
        board.clear()

    router.add_api_route("/messages", every, methods=["GET"])
    router.add_api_route("/messages", publish, methods=["POST"], status_code=201)
    router.add_api_route("/messages", clear, methods=["DELETE"], status_code=204)
    fault_routes(router, faults)
    return router


def _told(message: Message) -> dict[str, Any]:
    return {"sample": message.sample, "name": message.name}
