"""Whether a request comes from the console's own pages. The cookie does not say: another port is the same site."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

READING = frozenset({"GET", "HEAD"})


def is_foreign(connection: HTTPConnection) -> bool:
    """True for what another page's script sends. A browser names the origin with everything but plain reading."""
    origin = connection.headers.get("origin")
    if origin is None:
        return connection.scope["type"] == "websocket" or connection.scope.get("method") not in READING
    return urlsplit(origin).netloc != connection.headers.get("host", "")
