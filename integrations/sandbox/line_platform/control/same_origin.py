"""Keeps other websites open in the same browser from driving the sandbox (cross-site request forgery)."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class SameOriginOnly:
    """403 for calls to a control API, mounted anywhere, that a foreign page makes; programs send no Origin and pass."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _drives(scope["path"]) and _is_foreign(scope):
            refusal = JSONResponse({"detail": "this page may not drive the sandbox"}, 403)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _drives(path: str) -> bool:
    """`/sandbox` of the application or of one mounted in it, and `/demo`, the buttons of the page of phones."""
    return path.startswith("/demo/") or "sandbox" in path.split("/")


def _is_foreign(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    crossing = headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    return crossing or (origin is not None and urlsplit(origin).netloc != headers.get("host"))
