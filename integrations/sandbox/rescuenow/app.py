"""The stand-in as an application: `GET /occurrences` on the outside, a control API under `/sandbox`."""

from collections.abc import Sequence

from fastapi import FastAPI, Request, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from integrations.sandbox.feed import LOOPBACK_HOSTS, Door, Faults, sample_desk
from integrations.sandbox.rescuenow.flags import SAMPLES, Flags


def create_rescuenow(
    flags: Flags, token: str, faults: Faults | None = None, *, allowed_hosts: Sequence[str] = LOOPBACK_HOSTS
) -> FastAPI:
    """The application over `flags`, let in by the bearer `token`."""
    faults = faults or Faults()
    door = Door(f"Bearer {token}", "application/json", faults)
    app = FastAPI(title="Sandbox of Rescuenow", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(allowed_hosts))
    app.include_router(
        sample_desk(
            "occurrences", SAMPLES, faults, every=lambda: flags.raised, publish=flags.publish, clear=flags.clear
        )
    )

    async def occurrences(request: Request) -> Response:
        return await door.answer(request, flags.feed())

    app.add_api_route("/occurrences", occurrences, methods=["GET"])
    return app
