"""Drives the stand-in: publishes a sample, pushes it on request, and switches faults. Same origin only."""

from typing import Any
from urllib.parse import urlsplit

import httpx
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, ConfigDict

from integrations.sandbox.feed import Faults, fault_routes, same_origin
from integrations.sandbox.l_alert.board import Board, Document
from integrations.sandbox.l_alert.samples import SAMPLES

_PUSH_SECONDS = 5.0
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class NewDocument(BaseModel):
    """`push_to`: an address on this machine that is sent the document as SOAP."""

    model_config = ConfigDict(extra="forbid")

    sample: str
    push_to: str | None = None


class Desk:
    """Under `/sandbox`."""

    def __init__(self, board: Board, faults: Faults) -> None:
        self._board = board
        self._faults = faults

    def routes(self) -> APIRouter:
        router = APIRouter(prefix="/sandbox", dependencies=[Depends(same_origin)])
        router.add_api_route("/samples", self.samples, methods=["GET"])
        router.add_api_route("/documents", self.all, methods=["GET"])
        router.add_api_route("/documents", self.publish, methods=["POST"], status_code=201)
        router.add_api_route("/documents", self.clear, methods=["DELETE"], status_code=204)
        fault_routes(router, self._faults)
        return router

    async def samples(self) -> dict[str, Any]:
        return {name: {"title": each.title, "status": each.status} for name, each in SAMPLES.items()}

    async def all(self) -> dict[str, Any]:
        return {"documents": [_told(each) for each in self._board.documents]}

    async def publish(self, new: NewDocument) -> dict[str, Any]:
        if new.sample not in SAMPLES:
            raise HTTPException(404, f"no such sample; there are {', '.join(SAMPLES)}")
        if new.push_to is not None and urlsplit(new.push_to).hostname not in _LOOPBACK:
            raise HTTPException(422, "push_to must be an address on this machine")
        document = self._board.publish(new.sample)
        status = await self._push(document, new.push_to) if new.push_to else None
        return _told(document) | {"push_status": status}

    async def clear(self) -> None:
        self._board.clear()

    async def _push(self, document: Document, address: str) -> int | None:
        """The status that came back; None: nobody answered."""
        headers = {"content-type": "text/xml; charset=utf-8", "soapaction": '"publish"'}
        try:
            async with httpx.AsyncClient(trust_env=False) as client:
                answer = await client.post(
                    address, content=document.pushed(), headers=headers, timeout=_PUSH_SECONDS, follow_redirects=False
                )
        except (httpx.HTTPError, httpx.InvalidURL):
            return None
        return answer.status_code


def _told(document: Document) -> dict[str, Any]:
    return {"sample": document.sample, "revision": document.revision}
