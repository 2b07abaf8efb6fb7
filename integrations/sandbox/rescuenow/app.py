"""The stand-in as an application: `GET /occurrences` on the outside, a control API under `/sandbox`."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict
from starlette.middleware.trustedhost import TrustedHostMiddleware

from integrations.sandbox.feed import Door, Faults, fault_routes, same_origin
from integrations.sandbox.rescuenow.flags import SAMPLES, Flags

LOOPBACK_HOSTS: Final = ("127.0.0.1", "localhost", "*.localhost")


class NewFlag(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sample: str


def create_rescuenow(
    flags: Flags, token: str, faults: Faults | None = None, *, allowed_hosts: Sequence[str] = LOOPBACK_HOSTS
) -> FastAPI:
    """The application over `flags`, let in by the bearer `token`."""
    faults = faults or Faults()
    door = Door(f"Bearer {token}", "application/json", faults)
    app = FastAPI(title="Sandbox of Rescuenow", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(allowed_hosts))
    app.include_router(_desk(flags, faults))

    async def occurrences(request: Request) -> Response:
        return await door.answer(request, flags.feed())

    app.add_api_route("/occurrences", occurrences, methods=["GET"])
    return app


def _desk(flags: Flags, faults: Faults) -> APIRouter:
    """Under `/sandbox`, same origin only."""
    router = APIRouter(prefix="/sandbox", dependencies=[Depends(same_origin)])

    async def all_flags() -> dict[str, Any]:
        return {"occurrences": flags.raised, "samples": list(SAMPLES)}

    async def publish(new: NewFlag) -> dict[str, Any]:
        if new.sample not in SAMPLES:
            raise HTTPException(404, f"no such sample; there are {', '.join(SAMPLES)}")
        return flags.publish(new.sample)

    async def clear() -> None:
        flags.clear()

    router.add_api_route("/occurrences", all_flags, methods=["GET"])
    router.add_api_route("/occurrences", publish, methods=["POST"], status_code=201)
    router.add_api_route("/occurrences", clear, methods=["DELETE"], status_code=204)
    fault_routes(router, faults)
    return router
