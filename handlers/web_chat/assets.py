"""`/chat/static/*`: the page's own files, read once, told apart by their content (ETag), never from another path."""

from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from fastapi import APIRouter, Request, Response

_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class _Asset:
    content: bytes
    media_type: str
    tag: str


def create_assets_router() -> APIRouter:
    router = APIRouter()
    assets = _assets()

    @router.get("/chat/static/{name}", include_in_schema=False)
    async def asset(name: str, request: Request) -> Response:
        found = assets.get(name)
        if found is None:
            return Response(status_code=404)
        headers = {"ETag": found.tag, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        if request.headers.get("if-none-match") == found.tag:
            return Response(status_code=304, headers=headers)
        return Response(found.content, media_type=found.media_type, headers=headers)

    return router


def _assets() -> dict[str, _Asset]:
    found = {}
    for path in files("handlers.web_chat").joinpath("static").iterdir():
        media_type = _TYPES.get(f".{path.name.rpartition('.')[2]}")
        if media_type is not None:
            content = path.read_bytes()
            found[path.name] = _Asset(content, media_type, f'"{sha256(content).hexdigest()[:32]}"')
    return found
