"""Faults on demand: what goes wrong at a feed from now on, until it is cleared or has happened often enough."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field


class FaultKind(StrEnum):
    DOWN = "down"
    """503."""
    SLOW = "slow"
    HTML = "html"
    """A maintenance page with 200."""
    GARBLED = "garbled"
    """The answer breaks off in the middle."""
    HUGE = "huge"
    """5 MB."""
    ENTITY = "entity"
    """A DTD with an entity."""
    UNAUTHORIZED = "unauthorized"


class NewFault(BaseModel):
    """See `Fault`; `times` null: until cleared."""

    model_config = ConfigDict(extra="forbid")

    kind: FaultKind
    times: int | None = Field(default=None, ge=1)
    seconds: float = Field(default=0.0, ge=0, le=60)


@dataclass(slots=True)
class Fault:
    """`times` None: until cleared. `seconds`: how slow."""

    kind: FaultKind
    times: int | None = None
    seconds: float = 0.0


class Faults:
    """The first that is planned strikes."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def add(self, kind: FaultKind, *, times: int | None = None, seconds: float = 0.0) -> Fault:
        fault = Fault(kind, times, seconds)
        self.planned.append(fault)
        return fault

    def clear(self) -> None:
        self.planned.clear()

    def strike(self) -> Fault | None:
        """The fault that this call suffers, if any; counts its `times` down."""
        if not self.planned:
            return None
        fault = self.planned[0]
        if fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                self.planned.remove(fault)
        return fault


def fault_routes(router: APIRouter, faults: Faults) -> None:
    """`POST /faults` switches one on, `DELETE /faults` all off."""

    async def add(new: NewFault) -> dict[str, Any]:
        return asdict(faults.add(new.kind, times=new.times, seconds=new.seconds))

    async def clear() -> None:
        faults.clear()

    router.add_api_route("/faults", add, methods=["POST"], status_code=201)
    router.add_api_route("/faults", clear, methods=["DELETE"], status_code=204)
