"""Who may drive a stand-in: programs and its own pages."""

from typing import Final
from urllib.parse import urlsplit

from fastapi import HTTPException, Request

LOOPBACK_HOSTS: Final = ("127.0.0.1", "localhost", "*.localhost")
"""Where a stand-in may be asked: a page of another name that leads here is none of them."""


async def same_origin(request: Request) -> None:
    """A page of another origin, open in the same browser, may not drive the sandbox; programs send no Origin."""
    origin = request.headers.get("origin")
    crossing = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if crossing or (origin is not None and urlsplit(origin).netloc != request.headers.get("host")):
        raise HTTPException(403, "this page may not drive the sandbox")
