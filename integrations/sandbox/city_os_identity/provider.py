"""The provider as a whole: its people, clients, keys, faults and memory, and what its tokens say."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fastapi import Request

from integrations.sandbox.city_os_identity.clients import Door, SandboxClient
from integrations.sandbox.city_os_identity.faults import Faults
from integrations.sandbox.city_os_identity.people import TownPerson
from integrations.sandbox.city_os_identity.sign_ins import AccessToken, SignIns
from integrations.sandbox.city_os_identity.signing_keys import SigningKeys


@dataclass(slots=True)
class IdentityProvider:
    """`fixed_issuer` None: the address that it is asked at. `now` gives seconds since 1970."""

    people: Mapping[str, TownPerson]
    door: Door
    keys: SigningKeys
    faults: Faults
    now: Callable[[], float]
    fixed_issuer: str | None = None
    sign_ins: SignIns = field(default_factory=SignIns)

    def issuer(self, request: Request) -> str:
        """Below another application the path to here belongs to it; Starlette's `base_url` leaves that out."""
        here = f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}"
        return self.fixed_issuer or here.rstrip("/")

    def holder(self, token: str, scope: str) -> AccessToken | None:
        """For the sandbox's other services: who holds this access token, if it is good for `scope`."""
        known = self.sign_ins.tokens.look(token, self.now())
        return known if known is not None and scope in known.scopes else None

    def client(self, client_id: str) -> SandboxClient | None:
        return self.door.named(client_id)

    def new_sid(self) -> str:
        return secrets.token_urlsafe(16)


def provider_of(request: Request) -> IdentityProvider:
    provider = request.app.state.identity
    assert isinstance(provider, IdentityProvider)
    return provider
