"""The city OS as this installation reaches it: its provider, its client, and the access tokens for its interfaces."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from bot.core.ports import Clock
from config.settings import Settings
from integrations.city_os.identity import (
    CityOsIdentity,
    ClientAuthentication,
    ClientSecret,
    PrivateKeyJwt,
    ProviderConfig,
    SystemTokens,
    load_preset,
    read_private_key,
)

LINE_API = "https://api.line.me"


@dataclass(frozen=True, slots=True)
class CityOs:
    """`http` is open for as long as the process runs."""

    config: ProviderConfig
    identity: CityOsIdentity
    tokens: SystemTokens
    http: httpx.AsyncClient


@asynccontextmanager
async def open_city_os(settings: Settings, clock: Clock) -> AsyncIterator[CityOs | None]:
    """None where no city OS is configured.

    Raises:
        ValueError: the settings do not fit the kind of provider; the message names the field and the remedy.
    """
    if not settings.city_os_issuer:
        yield None
        return
    config = provider_config(settings)
    async with httpx.AsyncClient() as http:
        yield CityOs(config, CityOsIdentity(config, http, clock), SystemTokens(config, http, clock, None), http)


def provider_config(settings: Settings) -> ProviderConfig:
    """Raises ValueError as `open_city_os` does."""
    preset = load_preset(settings.city_os_preset)
    return preset.configured(settings.city_os_issuer, settings.city_os_client_id, _authentication(settings))


def _authentication(settings: Settings) -> ClientAuthentication:
    key = settings.city_os_private_key.get_secret_value()
    if key:
        return PrivateKeyJwt.from_key(read_private_key(key))
    return ClientSecret(settings.city_os_client_secret.get_secret_value())
