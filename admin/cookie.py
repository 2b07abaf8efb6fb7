"""The cookie of a session: for this site's own pages alone, and out of the reach of scripts."""

from starlette.requests import Request
from starlette.responses import Response

from admin.gate import COOKIE
from admin.sessions import LASTS


def give(response: Response, token: str, request: Request) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def take_back(response: Response) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
