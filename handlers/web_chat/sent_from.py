"""What tells one sender from another who holds the same cookie: the browser's own secret, and the network it is in.

Neither is kept as it is: of the secret its digest, of the network in which of 65,536 drawers it falls.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from bot.core.events import SentFrom

LENGTH = 43
"""Of a browser's secret: 256 random bits in URL-safe Base64."""
_SECRET = re.compile(rf"[A-Za-z0-9_-]{{{LENGTH}}}")
_IPV6_HOME = 64
"""Bits that one household or one telephone has for itself alone: below them it takes any address it likes."""


def browser_of(secret: object) -> str | None:
    """The digest of a browser's secret; None for what is none."""
    if not isinstance(secret, str) or not _SECRET.fullmatch(secret):
        return None
    return sha256(secret.encode("ascii")).hexdigest()


def network_of(host: str | None) -> str | None:
    """The drawer of an IP address, four hexadecimal digits; None where there is no address."""
    try:
        address = ip_address(host or "")
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        own = address.ipv4_mapped or ip_network((int(address), _IPV6_HOME), strict=False).network_address
    else:
        own = address
    return sha256(own.packed).hexdigest()[:4]


def wire_of(sent_from: SentFrom) -> dict[str, str]:
    """As the inbox keeps it."""
    known = {"browser": sent_from.browser, "network": sent_from.network}
    return {name: value for name, value in known.items() if value is not None}


def sent_from(wire: Mapping[str, Any]) -> SentFrom:
    return SentFrom(wire.get("browser"), wire.get("network"))
