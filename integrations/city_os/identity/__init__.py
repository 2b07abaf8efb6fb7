"""The city's own ID: an OpenID Connect client driven by configuration, and tokens for calls between systems.

Authlib and joserfc do the cryptography; what is checked and what is believed is decided here.
"""

from integrations.city_os.identity.addresses import Address
from integrations.city_os.identity.birthdates import Birthdate
from integrations.city_os.identity.city_os_identity import CityOsIdentity, SignedIn
from integrations.city_os.identity.claim_map import ClaimMap
from integrations.city_os.identity.client_authentication import (
    AssertionAudience,
    ClientAuthentication,
    ClientSecret,
    PrivateKeyJwt,
    SecretPlace,
)
from integrations.city_os.identity.logout_token import LoggedOut, SeenTokens
from integrations.city_os.identity.names import PersonName
from integrations.city_os.identity.person_claims import PersonClaims
from integrations.city_os.identity.phones import national_form
from integrations.city_os.identity.presets import Preset, load_preset, preset_names
from integrations.city_os.identity.private_keys import read_private_key
from integrations.city_os.identity.provider_config import Budgets, ProviderConfig, TokenStyle
from integrations.city_os.identity.refusals import Advice, IdentityDown, Reason, SignInRefused, Trouble
from integrations.city_os.identity.seen_in_memory import SeenInMemory
from integrations.city_os.identity.sign_in_start import SignInStart
from integrations.city_os.identity.system_tokens import Receiver, SystemTokens

__all__ = [
    "Address",
    "Advice",
    "AssertionAudience",
    "Birthdate",
    "Budgets",
    "CityOsIdentity",
    "ClaimMap",
    "ClientAuthentication",
    "ClientSecret",
    "IdentityDown",
    "LoggedOut",
    "PersonClaims",
    "PersonName",
    "Preset",
    "PrivateKeyJwt",
    "ProviderConfig",
    "Reason",
    "Receiver",
    "SecretPlace",
    "SeenInMemory",
    "SeenTokens",
    "SignInRefused",
    "SignInStart",
    "SignedIn",
    "SystemTokens",
    "TokenStyle",
    "Trouble",
    "load_preset",
    "national_form",
    "preset_names",
    "read_private_key",
]
