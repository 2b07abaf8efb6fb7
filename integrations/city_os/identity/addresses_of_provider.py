"""Which addresses Anpi talks to a provider at: https, or http on this machine for trying things out."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def safe_address(field: str, address: str) -> str:
    """The address itself.

    Raises:
        ValueError: it is no https address of a host (http only on the loopback), or has a user, query or fragment.
    """
    try:
        parts = urlsplit(address)
        host, user = parts.hostname or "", parts.username
    except ValueError:
        host, user = "", None
    if not host or user is not None or parts.fragment or address != address.strip():
        raise ValueError(f"{field}: not an address; it should look like https://id.example.jp/realms/city")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise ValueError(f"{field}: must begin with https:// (http:// only on this machine)")
    return address


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
