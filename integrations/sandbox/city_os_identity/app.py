"""The provider as an application: OpenID Connect on the outside, a control API under `/sandbox`."""

import time
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from integrations.sandbox.city_os_identity import authorize, control, discovery, logout, pages, token, userinfo
from integrations.sandbox.city_os_identity.answers import Endpoint, at
from integrations.sandbox.city_os_identity.clients import Door, SandboxClient
from integrations.sandbox.city_os_identity.faults import Faults, Place
from integrations.sandbox.city_os_identity.people import TownPerson
from integrations.sandbox.city_os_identity.provider import IdentityProvider
from integrations.sandbox.city_os_identity.signing_keys import SigningKeys

_LOOPBACK: Final = ("127.0.0.1", "localhost", "*.localhost")
_ROUTES: Final[tuple[tuple[str, str, Place, Endpoint], ...]] = (
    ("GET", "/.well-known/openid-configuration", Place.DISCOVERY, discovery.configuration),
    ("GET", "/jwks", Place.KEYS, discovery.key_set),
    ("GET", "/authorize", Place.AUTHORIZE, authorize.ask),
    ("POST", "/authorize", Place.AUTHORIZE, authorize.choose),
    ("POST", "/token", Place.TOKEN, token.give),
    ("GET", "/userinfo", Place.USERINFO, userinfo.tell),
)


def create_identity_provider(
    people: Sequence[TownPerson],
    clients: Sequence[SandboxClient],
    faults: Faults | None = None,
    *,
    issuer: str | None = None,
    keys: SigningKeys | None = None,
    now: Callable[[], float] = time.time,
) -> FastAPI:
    """The provider; its state is `app.state.identity`. `issuer` None: whatever address it is asked at.

    `now` gives seconds since 1970. Only loopback names and the issuer's are answered, so that none an attacker owns is.
    """
    app = FastAPI(title="Sandbox of the city OS's identity provider", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.identity = IdentityProvider(
        people={person.subject: person for person in people},
        door=Door(tuple(clients)),
        keys=keys or SigningKeys(),
        faults=faults or Faults(),
        now=now,
        fixed_issuer=issuer,
    )
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*_LOOPBACK, *_host_of(issuer)])
    app.include_router(control.routes())
    for method, path, place, endpoint in _ROUTES:
        app.add_route(path, at(place, endpoint), methods=[method])
    app.add_route("/end-session", logout.end_session, methods=["GET"])
    app.add_api_route("/style.css", pages.style, include_in_schema=False)
    return app


def _host_of(issuer: str | None) -> tuple[str, ...]:
    host = urlsplit(issuer).hostname if issuer else None
    return (host,) if host else ()
