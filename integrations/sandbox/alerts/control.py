"""Drives the stand-in: which samples there are, publishing one, and what goes wrong."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from integrations.sandbox.alerts.desk import Desk, NothingBeforeError, Published
from integrations.sandbox.alerts.faults import Fault, FaultKind, Faults, Place
from integrations.sandbox.alerts.samples import Status


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Publication(_Body):
    """`status`: what `Control/Status` says."""

    sample: str = Field(max_length=100)
    status: Status = Status.REAL


class NewFault(_Body):
    """See `Fault`; `times` null: until cleared."""

    kind: FaultKind
    times: int | None = Field(default=None, ge=1)
    seconds: float = Field(default=0.0, ge=0, le=60)
    place: Place = Place.ALL


class Control:
    """Under `/sandbox`."""

    def __init__(self, desk: Desk, faults: Faults) -> None:
        self._desk = desk
        self._faults = faults

    def routes(self) -> APIRouter:
        router = APIRouter(prefix="/sandbox")
        router.add_api_route("/samples", self.samples, methods=["GET"])
        router.add_api_route("/published", self.published, methods=["GET"])
        router.add_api_route("/published", self.clear, methods=["DELETE"], status_code=204)
        router.add_api_route("/publish", self.publish, methods=["POST"], status_code=201)
        router.add_api_route("/faults", self.add_fault, methods=["POST"], status_code=201)
        router.add_api_route("/faults", self.clear_faults, methods=["DELETE"], status_code=204)
        return router

    async def samples(self) -> list[dict[str, Any]]:
        keys = ("id", "name", "feed", "telegram", "needs_one")
        return [{key: getattr(sample, key) for key in keys} for sample in self._desk.samples.values()]

    async def publish(self, asked: Publication) -> dict[str, Any]:
        sample = self._desk.samples.get(asked.sample)
        if sample is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, f"no such sample; there are: {', '.join(self._desk.samples)}")
        try:
            return _told(self._desk.publish(sample, asked.status))
        except NothingBeforeError as error:
            names = " or ".join(sample.after)
            raise HTTPException(HTTPStatus.CONFLICT, f"there is nothing before it: publish {names} first") from error

    async def published(self) -> list[dict[str, Any]]:
        """Newest first."""
        return [_told(each) for each in reversed(self._desk.published)]

    async def clear(self) -> None:
        self._desk.clear()

    async def add_fault(self, new: NewFault) -> dict[str, Any]:
        fault = Fault(new.kind, new.times, new.seconds, new.place)
        self._faults.planned.append(fault)
        return asdict(fault)

    async def clear_faults(self) -> None:
        self._faults.planned.clear()


def _told(published: Published) -> dict[str, Any]:
    return {
        "name": published.name,
        "feed": published.feed,
        "sample": published.sample.id,
        "status": published.status,
        "event": published.event,
        "serial": published.serial,
        "at": published.at,
    }
