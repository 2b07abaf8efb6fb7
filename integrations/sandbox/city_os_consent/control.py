"""Drives the stand-in: what a person does at the city's own portal, and what goes wrong. Same origin only."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field

from integrations.sandbox.city_os_consent.asked import NewConsent
from integrations.sandbox.city_os_consent.book import YES, ConsentBook, new_id
from integrations.sandbox.city_os_consent.faults import Fault, FaultKind, Faults


class NewFault(BaseModel):
    """See `Fault`; `times` null: until cleared."""

    model_config = ConfigDict(extra="forbid")

    kind: FaultKind
    times: int | None = Field(default=None, ge=1)
    seconds: float = Field(default=0.0, ge=0, le=60)
    writes: bool = False


async def _same_origin(request: Request) -> None:
    """A page of another origin, open in the same browser, may not drive the sandbox; programs send no Origin."""
    origin = request.headers.get("origin")
    crossing = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if crossing or (origin is not None and urlsplit(origin).netloc != request.headers.get("host")):
        raise HTTPException(403, "this page may not drive the sandbox")


class Portal:
    """Under `/sandbox`."""

    def __init__(self, book: ConsentBook, faults: Faults) -> None:
        self._book = book
        self._faults = faults

    def routes(self) -> APIRouter:
        router = APIRouter(prefix="/sandbox", dependencies=[Depends(_same_origin)])
        router.add_api_route("/consents", self.all, methods=["GET"])
        router.add_api_route("/consents", self.grant, methods=["POST"], status_code=201)
        router.add_api_route("/consents/{id_}/withdrawal", self.withdraw, methods=["POST"])
        router.add_api_route("/faults", self.add_fault, methods=["POST"], status_code=201)
        router.add_api_route("/faults", self.clear_faults, methods=["DELETE"], status_code=204)
        return router

    async def all(self) -> dict[str, Any]:
        return {"consents": [each.body() for each in self._book.consents.values()], "changes": len(self._book.log)}

    async def grant(self, said: NewConsent) -> dict[str, Any]:
        """As if the person had said yes or no at the portal."""
        held, _ = self._book.state(said.held(self._book.now()), new_id(), said.model_dump())
        return held.body()

    async def withdraw(self, id_: str) -> dict[str, Any]:
        """As if the person had stopped it at the portal, now."""
        held = self._book.consents.get(id_)
        if held is None:
            raise HTTPException(404, "no such consent")
        if held.state not in YES:
            raise HTTPException(409, f"it is over already: {held.state}")
        return self._book.withdraw(id_, self._book.now(), new_id()).body()

    async def add_fault(self, new: NewFault) -> dict[str, Any]:
        fault = Fault(new.kind, new.times, new.seconds, new.writes)
        self._faults.planned.append(fault)
        return asdict(fault)

    async def clear_faults(self) -> None:
        self._faults.clear()
