"""What kinds of identity providers need, as data: one YAML file each, named after the kind."""

from dataclasses import dataclass, field
from importlib.resources import files
from typing import Annotated, Any, Final, Literal

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from integrations.city_os.identity.claim_map import ClaimMap
from integrations.city_os.identity.client_authentication import ClientAuthentication, PrivateKeyJwt
from integrations.city_os.identity.provider_config import ProviderConfig, TokenStyle

_SUFFIX: Final = ".yaml"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """Everything about a provider but its address, the client and the client's secret or key."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    scopes: Annotated[Words, Field(min_length=1)]
    algorithms: Annotated[Words, Field(min_length=1)]
    authentication: Literal["any", "private_key_jwt"] = "any"
    claims: ClaimMap = field(default_factory=ClaimMap)
    acr_values: Words = ()
    acr_accepted: Words = ()
    max_age: int | None = None
    token_style: TokenStyle = TokenStyle.BEARER
    certificate_member: str | None = None
    asks_userinfo: bool = True
    proves_anew: bool = True
    backchannel_logout: bool = False
    endpoints: dict[str, str] = field(default_factory=dict)

    def configured(self, issuer: str, client_id: str, authentication: ClientAuthentication) -> ProviderConfig:
        """With the values of the settings; `dataclasses.replace` changes single fields of the result.

        Raises:
            ValueError: a value that cannot work; the message names the field and the remedy.
        """
        if self.authentication == "private_key_jwt" and not isinstance(authentication, PrivateKeyJwt):
            raise ValueError("authentication: this provider takes private_key_jwt only; set a private key, no secret")
        return ProviderConfig(
            issuer=issuer,
            client_id=client_id,
            authentication=authentication,
            claims=self.claims,
            scopes=self.scopes,
            algorithms=self.algorithms,
            acr_values=self.acr_values,
            acr_accepted=self.acr_accepted,
            max_age=self.max_age,
            token_style=self.token_style,
            certificate_member=self.certificate_member,
            asks_userinfo=self.asks_userinfo,
            proves_anew=self.proves_anew,
            backchannel_logout=self.backchannel_logout,
            endpoints=self.endpoints,
        )


def preset_names() -> tuple[str, ...]:
    """`generic`, `keycloak` and so on."""
    found = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX)))


def load_preset(name: str) -> Preset:
    """The preset of this name.

    Raises:
        ValueError: there is none (the message lists those there are), or its file does not hold.
    """
    if name not in preset_names():
        raise ValueError(f"there is no preset {name!r}; choose one of {', '.join(preset_names())}")
    return read_preset(name, files(__name__).joinpath(f"{name}{_SUFFIX}").read_text(encoding="utf-8"))


def read_preset(name: str, text: str) -> Preset:
    """A preset from YAML; unknown fields are refused by name."""
    document: Any = yaml.safe_load(text)
    try:
        return TypeAdapter(Preset).validate_python(document)
    except ValidationError as wrong:
        where = "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in wrong.errors())
        raise ValueError(f"preset {name}: {where}") from wrong
