"""Who may drive a stand-in: programs and its own pages."""

from urllib.parse import urlsplit

from fastapi import HTTPException, Request


async def same_origin(request: Request) -> None:
    """A page of another origin, open in the same browser, may not drive the sandbox; programs send no Origin."""
    origin = request.headers.get("origin")
    crossing = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if crossing or (origin is not None and urlsplit(origin).netloc != request.headers.get("host")):
        raise HTTPException(403, "this page may not drive the sandbox")
