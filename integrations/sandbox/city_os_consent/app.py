"""The stand-in as an application: the interface on the outside, a control API under `/sandbox`."""

from collections.abc import Sequence
from typing import Final

from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from integrations.sandbox.city_os_consent.access import Access
from integrations.sandbox.city_os_consent.api import Interface
from integrations.sandbox.city_os_consent.book import ConsentBook
from integrations.sandbox.city_os_consent.control import Portal
from integrations.sandbox.city_os_consent.faults import Faults

LOOPBACK_HOSTS: Final = ("127.0.0.1", "localhost", "*.localhost")


def create_consent_service(
    book: ConsentBook, access: Access, faults: Faults | None = None, *, allowed_hosts: Sequence[str] = LOOPBACK_HOSTS
) -> FastAPI:
    """The application over `book`, let in by `access`. Only loopback names are answered by default."""
    faults = faults or Faults()
    app = FastAPI(title="Sandbox of the city OS's consents", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(allowed_hosts))
    app.include_router(Portal(book, faults).routes())
    app.include_router(Interface(book, access, faults).routes())
    return app
