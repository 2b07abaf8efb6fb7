"""What the provider tells about the person who signed in (OIDC Core 5.3), as JSON or as a signed token."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from integrations.city_os.identity.exchange import Answer, Exchange
from integrations.city_os.identity.id_token import check_audience, check_issuer
from integrations.city_os.identity.keys import KeyRing
from integrations.city_os.identity.provider_config import ProviderConfig
from integrations.city_os.identity.refusals import IdentityDown, Reason, SignInRefused, Trouble
from integrations.city_os.identity.signed_tokens import verified

_SIGNED: Final = "application/jwt"


class UserInfo:
    """Asks the userinfo endpoint."""

    def __init__(self, config: ProviderConfig, exchange: Exchange, keys: KeyRing) -> None:
        self._config = config
        self._exchange = exchange
        self._keys = keys

    async def about(self, subject: str, endpoint: str, access_token: str) -> Mapping[str, Any]:
        """The claims, which are surely about `subject`.

        Raises:
            SignInRefused: they are about somebody else, or not signed as they say.
            IdentityDown: no answer of use.
        """
        answer = await self._exchange.get(endpoint, {"authorization": f"Bearer {access_token}"})
        if answer.status != HTTPStatus.OK:
            raise IdentityDown(Trouble.UNEXPECTED)
        claims = await self._claims(answer)
        if claims.get("sub") != subject:
            raise SignInRefused(Reason.SUBJECT_MISMATCH)
        return claims

    async def _claims(self, answer: Answer) -> Mapping[str, Any]:
        """A signed answer names issuer and audience; an unsigned one is the provider's by its connection alone."""
        if answer.media_type != _SIGNED:
            return answer.document()
        token = await verified(answer.body.decode("ascii", "replace").strip(), self._config.algorithms, self._keys)
        check_issuer(token.claims, self._config.issuer)
        check_audience(token.claims, self._config.client_id)
        return token.claims
