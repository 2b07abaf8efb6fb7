"""Whether a request comes from our own page. A browser sends the cookie to a foreign page's socket as well (CSWSH)."""

from urllib.parse import urlsplit

_LOOPBACK = ("127.0.0.1", "localhost")


class Origins:
    """The origin of the public address. On a loopback address both of its usual names are the same place."""

    def __init__(self, public_url: str) -> None:
        """`public_url`: `https://chat.example.jp`.

        Raises:
            ValueError: it is no http(s) address with a host.
        """
        parts = urlsplit(public_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(
                f"PUBLIC_URL must be an http(s) address with a host, such as https://chat.example.jp: {public_url}"
            )
        self.is_secure = parts.scheme == "https"
        port = "" if parts.port in {None, 443 if self.is_secure else 80} else f":{parts.port}"
        hosts = _LOOPBACK if parts.hostname in _LOOPBACK else (parts.hostname,)
        self._hosts = tuple(f"{_bracketed(host)}{port}" for host in hosts)
        self._allowed = frozenset(f"{parts.scheme}://{host}" for host in self._hosts)

    def allow(self, origin: str | None) -> bool:
        """The `Origin` header; none at all (no browser of today leaves it out here) is refused too."""
        return origin in self._allowed

    @property
    def sockets(self) -> tuple[str, ...]:
        """The same origins for WebSockets, which older Safari does not count among 'self'."""
        return tuple(f"{'wss' if self.is_secure else 'ws'}://{host}" for host in self._hosts)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
