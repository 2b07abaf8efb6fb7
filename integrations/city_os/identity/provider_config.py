"""What Anpi knows about one identity provider before it asks it anything: all values, no secrets in `repr`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from integrations.city_os.identity.addresses_of_provider import safe_address
from integrations.city_os.identity.algorithms import only_asymmetric
from integrations.city_os.identity.claim_map import ClaimMap
from integrations.city_os.identity.client_authentication import ClientAuthentication


class TokenStyle(StrEnum):
    """The header that an access token travels in to the city OS's other interfaces."""

    BEARER = "bearer"
    X_AUTH_TOKEN = "x_auth_token"  # noqa: S105 - Wilma, the proxy of FIWARE cities, takes this one


@dataclass(frozen=True, slots=True)
class Budgets:
    """Times in seconds, sizes in bytes."""

    answer_seconds: float = 5.0
    """From the request to the last byte of the answer."""
    answer_bytes: int = 256 * 1024
    leeway_seconds: int = 60
    """How far the provider's clock may be off."""
    metadata_seconds: int = 3600
    keys_seconds: int = 3600
    """How long keys are taken for granted: a key that was withdrawn stops working after that."""
    keys_pause_seconds: int = 30
    """An unknown key makes Anpi ask for the keys again, but not oftener than this."""


@dataclass(frozen=True, slots=True)
class ProviderConfig:
    """One provider, one client. `preset.configured(...)` makes it; `dataclasses.replace` changes it.

    `issuer` is compared character for character (OIDC Discovery 4.3). `acr_values` are asked for; an answer counts
    only with one of `acr_accepted` (empty: any). `max_age`: seconds since the person last proved who they are.
    `certificate_member`: where the keys' address gives a certificate instead of a JWK set, the member that holds it.
    `proves_anew`: it asks who somebody is although a session is open in the browser, and says when (`auth_time`).
    `endpoints` stand in for discovery where a provider has none: names as in OIDC Discovery 3, whole addresses or
    paths below the issuer.

    Raises:
        ValueError: a value that cannot work; the message names the field and the remedy.
    """

    issuer: str
    client_id: str
    authentication: ClientAuthentication
    claims: ClaimMap
    scopes: tuple[str, ...] = ("openid",)
    algorithms: tuple[str, ...] = ("RS256",)
    acr_values: tuple[str, ...] = ()
    acr_accepted: tuple[str, ...] = ()
    max_age: int | None = None
    token_style: TokenStyle = TokenStyle.BEARER
    certificate_member: str | None = None
    asks_userinfo: bool = True
    proves_anew: bool = True
    backchannel_logout: bool = False
    endpoints: Mapping[str, str] = field(default_factory=dict)
    budgets: Budgets = field(default_factory=Budgets)

    def __post_init__(self) -> None:
        safe_address("issuer", self.issuer)
        only_asymmetric(self.algorithms)
        if not self.client_id:
            raise ValueError("client_id is empty: set the one that the provider gave to Anpi")
        if "openid" not in self.scopes:
            raise ValueError("scopes: 'openid' is missing, without it the provider sends no ID token")

    def token_header(self, token: str) -> Mapping[str, str]:
        """The header that carries an access token to the city OS's other interfaces."""
        match self.token_style:
            case TokenStyle.BEARER:
                return {"Authorization": f"Bearer {token}"}
            case TokenStyle.X_AUTH_TOKEN:
                return {"X-Auth-Token": token}
