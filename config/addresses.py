"""Addresses as settings hold them: what people write, made into what the libraries want. Pure.

A wrong one is a ValueError; its text goes on from the variable's name and never quotes a password.
"""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

DATABASE_DRIVERS = {
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
}
TILES = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?/[^\s;,'\"<>#]*")
REDIS_SCHEMES = ("redis", "rediss", "unix")


def web_address(given: str) -> str:
    """An http or https address without its last slash; empty stays empty."""
    if not given:
        return ""
    parts = split(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be a web address that begins with http:// or https://, as in https://anpi.example.jp")
    if parts.query or parts.fragment or parts.username:
        raise ValueError("must be an address only: no user, no ? and no # in it")
    return given.rstrip("/")


def is_on_this_machine(address: str) -> bool:
    """Whether a web address names a loopback host: a stand-in's, never a real service's."""
    host = split(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def database_address(given: str) -> str:
    """The address with its async driver: `postgres://`, `postgresql://` and `sqlite:///` are what people have."""
    parts = split(given)
    driver = DATABASE_DRIVERS.get(parts.scheme)
    if driver is None:
        raise ValueError(
            f"has the scheme {parts.scheme or 'none'!r}, which Anpi does not speak; "
            "use postgresql://USER:PASSWORD@HOST/NAME or sqlite:///FILE"
        )
    rest = given.partition("://")[2]
    if driver == "sqlite+aiosqlite":
        if not rest.startswith("/"):
            raise ValueError("needs three slashes before a file: sqlite:///anpi.db (four before an absolute path)")
        return f"{driver}://{rest}"
    if not parts.path.strip("/"):
        raise ValueError("names no database: it ends with /NAME, as in postgresql://anpi@db/anpi")
    return f"{driver}://{rest.partition('?')[0]}{asyncpg_options(parts)}"


def asyncpg_options(parts: SplitResult) -> str:
    """The query in asyncpg's words: libpq's `sslmode` is called `ssl` there, with the same values."""
    options = [("ssl" if name == "sslmode" else name, value) for name, value in parse_qsl(parts.query)]
    return f"?{urlencode(options, safe='/:,')}" if options else ""


def redis_address(given: str) -> str:
    """A Redis address as redis-py reads it; empty stays empty."""
    if given and split(given).scheme not in REDIS_SCHEMES:
        raise ValueError("must begin with redis://, rediss:// (TLS) or unix://, as in redis://127.0.0.1:6379/0")
    return given


def tile_address(given: str) -> str:
    """Where a map's pictures are, with {z}, {x} and {y}; `none` becomes empty. The host goes into a security header."""
    if given.strip().lower() in {"", "none"}:
        return ""
    if not TILES.fullmatch(given) or not all(each in given for each in ("{z}", "{x}", "{y}")):
        raise ValueError("must be https://HOST/.../{z}/{x}/{y}.png, or none for a map without pictures")
    return given


def split(given: str) -> SplitResult:
    try:
        parts = urlsplit(given)
        parts.port  # noqa: B018  reading it is what checks it
    except ValueError:
        raise ValueError("is not an address: look at its port and its brackets") from None
    return parts
