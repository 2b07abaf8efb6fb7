"""The provider's token endpoint: a code or our own credentials in, tokens or a named error out (RFC 6749 5)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from bot.core.ports import Clock
from integrations.city_os.identity.client_authentication import Addressee, proof_of
from integrations.city_os.identity.exchange import Exchange
from integrations.city_os.identity.metadata import Metadata
from integrations.city_os.identity.provider_config import ProviderConfig
from integrations.city_os.identity.refusals import IdentityDown, Reason, SignInRefused, Trouble

_DOWN: Final = frozenset({"server_error", "temporarily_unavailable", "slow_down"})
_REASONS: Final = {
    "invalid_grant": Reason.CODE_REFUSED,
    "invalid_client": Reason.CLIENT_REFUSED,
    "unauthorized_client": Reason.CLIENT_REFUSED,
    "invalid_scope": Reason.SCOPE_REFUSED,
    "invalid_target": Reason.SCOPE_REFUSED,
}


class TokenEndpoint:
    """Asks for tokens as this client."""

    def __init__(self, config: ProviderConfig, exchange: Exchange, clock: Clock) -> None:
        self._config = config
        self._exchange = exchange
        self._clock = clock

    async def ask(self, metadata: Metadata, fields: Mapping[str, str]) -> Mapping[str, Any]:
        """The answer's document, with a bearer token in it.

        Raises:
            SignInRefused: the provider says no.
            IdentityDown: it says nothing of use.
        """
        proof = proof_of(
            self._config.client_id,
            self._config.authentication,
            Addressee(metadata.issuer, metadata.token_endpoint),
            int(self._clock.now().timestamp()),
        )
        answer = await self._exchange.post(metadata.token_endpoint, {**fields, **proof.fields}, proof.headers)
        document = answer.document()
        if answer.status != HTTPStatus.OK:
            raise _refusal(document)
        if not is_bearer(document):
            raise SignInRefused(Reason.MALFORMED)
        return document


def is_bearer(document: Mapping[str, Any]) -> bool:
    token, kind = document.get("access_token"), document.get("token_type")
    return isinstance(token, str) and _fits_in_a_header(token) and isinstance(kind, str) and kind.lower() == "bearer"


def _fits_in_a_header(token: str) -> bool:
    return bool(token) and token.isascii() and token.isprintable() and " " not in token


def _refusal(document: Mapping[str, Any]) -> Exception:
    error = document.get("error")
    if not isinstance(error, str):
        return IdentityDown(Trouble.UNEXPECTED)
    if error in _DOWN:
        return IdentityDown(Trouble.SERVER_ERROR)
    return SignInRefused(_REASONS.get(error, Reason.PROVIDER_ERROR))
