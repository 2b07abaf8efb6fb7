"""Which addresses may stand as the bot's webhook."""

from ipaddress import ip_address
from urllib.parse import urlsplit

_LONGEST = 500


def is_loopback(host: str) -> bool:
    """`localhost` and the loopback addresses of IPv4 and IPv6."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def is_webhook_url(url: str) -> bool:
    """HTTPS anywhere, plain http on this machine only; at most 500 characters."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    secure = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    return bool(host) and secure and len(url) <= _LONGEST
