"""The consent interface let in by the identity provider's own tokens: client credentials with the least scope."""

from datetime import UTC, datetime

import httpx
import pytest

from bot.core.errors import Unavailable
from integrations.city_os.consent import SCOPE_READ, SCOPE_WRITE, CityOsConsents
from integrations.city_os.identity import ClientSecret, SystemTokens, load_preset
from integrations.sandbox.city_os_consent import ConsentBook, IssuedTokens, create_consent_service
from integrations.sandbox.city_os_identity import SandboxClient, create_identity_provider
from integrations.sandbox.serve import serving


class MachineClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


async def test_a_token_of_the_provider_opens_the_interface_and_no_other_does() -> None:
    client = SandboxClient("anpi", secret="secret of anpi", system_scopes=(SCOPE_READ, SCOPE_WRITE))
    provider = create_identity_provider([], [client])
    service = create_consent_service(ConsentBook(), IssuedTokens(provider.state.identity.holder))
    async with (
        serving(provider) as issuer,
        serving(service) as base,
        httpx.AsyncClient(trust_env=False) as http,
    ):
        config = load_preset("generic").configured(
            issuer=issuer, client_id="anpi", authentication=ClientSecret("secret of anpi")
        )
        tokens = SystemTokens(config, http, MachineClock())
        consents = CityOsConsents(http, base, tokens, token_header=config.token_header)
        assert (await consents.of("demo-P001")).consents == ()
        foreign = CityOsConsents(http, base, _Foreign())
        with pytest.raises(Unavailable):
            await foreign.of("demo-P001")


class _Foreign:
    async def token(self, scopes: object) -> str:
        del scopes
        return "a token of somebody else"

    def forget(self, scopes: object) -> None: ...
