"""The control API of a stand-in that publishes samples: what stands there, one more by its name, none any more."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, ConfigDict

from integrations.sandbox.feed.control import same_origin
from integrations.sandbox.feed.faults import Faults, fault_routes

Told = dict[str, Any]


class NewSample(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sample: str


def sample_desk(
    what: str,
    samples: Collection[str],
    faults: Faults,
    *,
    every: Callable[[], Sequence[Told]],
    publish: Callable[[str], Told],
    clear: Callable[[], None],
) -> APIRouter:
    """Under `/sandbox`, same origin only. `what`: messages, occurrences."""
    router = APIRouter(prefix="/sandbox", dependencies=[Depends(same_origin)])

    async def all_of_them() -> Told:
        return {what: every(), "samples": list(samples)}

    async def one_more(new: NewSample) -> Told:
        if new.sample not in samples:
            raise HTTPException(404, f"no such sample; there are {', '.join(samples)}")
        return publish(new.sample)

    async def none() -> None:
        clear()

    router.add_api_route(f"/{what}", all_of_them, methods=["GET"])
    router.add_api_route(f"/{what}", one_more, methods=["POST"], status_code=201)
    router.add_api_route(f"/{what}", none, methods=["DELETE"], status_code=204)
    fault_routes(router, faults)
    return router
