"""The stand-in as an application: feeds and telegrams on the outside, a control API under `/sandbox`."""

from collections.abc import Sequence
from typing import Final

from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from integrations.sandbox.alerts.control import Control
from integrations.sandbox.alerts.desk import Desk
from integrations.sandbox.alerts.faults import Faults
from integrations.sandbox.alerts.feeds import Feeds
from integrations.sandbox.line_platform.control.same_origin import SameOriginOnly

LOOPBACK_HOSTS: Final = ("127.0.0.1", "localhost", "*.localhost")


def create_alert_feeds(
    desk: Desk, faults: Faults | None = None, *, allowed_hosts: Sequence[str] = LOOPBACK_HOSTS
) -> FastAPI:
    """The application over `desk`. Only loopback names are answered by default."""
    faults = faults or Faults()
    app = FastAPI(title="Sandbox of the JMA's feeds", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(SameOriginOnly)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(allowed_hosts))
    app.include_router(Control(desk, faults).routes())
    app.include_router(Feeds(desk, faults).routes())
    return app
