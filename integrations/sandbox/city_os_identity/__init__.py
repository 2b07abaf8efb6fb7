"""The stand-in for the city OS's identity provider: OpenID Connect for an invented town, with faults on demand."""

from integrations.sandbox.city_os_identity.app import create_identity_provider
from integrations.sandbox.city_os_identity.clients import SandboxClient
from integrations.sandbox.city_os_identity.faults import Fault, FaultKind, Faults, Place
from integrations.sandbox.city_os_identity.people import TownPerson
from integrations.sandbox.city_os_identity.provider import IdentityProvider
from integrations.sandbox.city_os_identity.sign_ins import AccessToken
from integrations.sandbox.city_os_identity.signing_keys import SigningKeys

__all__ = [
    "AccessToken",
    "Fault",
    "FaultKind",
    "Faults",
    "IdentityProvider",
    "Place",
    "SandboxClient",
    "SigningKeys",
    "TownPerson",
    "create_identity_provider",
]
