"""The cookie that binds a sign-in to the browser that began it: whoever sends somebody else a callback gets nowhere."""

import hmac

from starlette.requests import Request
from starlette.responses import Response

MINUTES = 10


class StateCookie:
    """`__Host-` keeps a neighbouring site of the same domain from planting a state of its own (RFC 6265bis 4.1.3).

    Lax, not strict: the browser comes back from another site.
    """

    def __init__(self, *, is_secure: bool, name: str = "anpi_sign_in") -> None:
        """`name`: cookies do not tell ports apart, so that every site of this host has its own."""
        self._secure = is_secure
        self._name = f"__Host-{name}" if is_secure else name

    def put(self, response: Response, state: str) -> None:
        response.set_cookie(
            self._name, state, max_age=MINUTES * 60, path="/", secure=self._secure, httponly=True, samesite="lax"
        )

    def holds(self, request: Request, state: str) -> bool:
        held = request.cookies.get(self._name, "")
        return bool(state) and hmac.compare_digest(held.encode(errors="replace"), state.encode(errors="replace"))

    def drop(self, response: Response) -> None:
        response.delete_cookie(self._name, path="/", secure=self._secure, httponly=True, samesite="lax")
