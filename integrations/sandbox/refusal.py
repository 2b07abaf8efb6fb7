"""The rule that keeps the sandbox away from real people: it refuses to start beside settings of a real city."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

SANDBOX_TOKEN_PREFIX: Final = "sandbox-"  # noqa: S105 (a mark, not a secret)
_ADDRESSES: Final = (
    "ANPI_LINE_API_BASE",
    "ANPI_LINE_DATA_API_BASE",
    "ANPI_CITY_OS_API_BASE",
    "ANPI_CITY_OS_ISSUER",
    "ANPI_JMA_FEEDS",
    "ANPI_L_ALERT_FEED",
    "ANPI_RESCUENOW_FEED",
    "ANPI_CAP_FEED",
)
_TOKEN: Final = "ANPI_LINE_CHANNEL_ACCESS_TOKEN"  # noqa: S105 (the name of a setting)


class RealSettingsError(RuntimeError):
    """Settings of a real channel or city are present; the message names each setting and the remedy."""


def refuse_beside_real_settings(settings: Mapping[str, str | None]) -> None:
    """Raises RealSettingsError unless every outside address is on this machine and the token is a sandbox's.

    Takes the `ANPI_*` settings by name. What is unset or empty counts as absent. Values never appear in the message.
    """
    wrong = [*_foreign_addresses(settings), *_real_token(settings)]
    if wrong:
        raise RealSettingsError("The sandbox refuses to start beside real settings. " + " ".join(wrong))


def _foreign_addresses(settings: Mapping[str, str | None]) -> list[str]:
    return [
        f"{name} is not on this machine: unset it or point it to a loopback address such as http://127.0.0.1:8030."
        for name in _ADDRESSES
        if settings.get(name) and not _on_this_machine(settings[name] or "")
    ]


def _real_token(settings: Mapping[str, str | None]) -> list[str]:
    token = settings.get(_TOKEN)
    if not token or token.startswith(SANDBOX_TOKEN_PREFIX):
        return []
    return [f"{_TOKEN} does not begin with {SANDBOX_TOKEN_PREFIX}: unset it or use an invented token that does."]


def _on_this_machine(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
