"""Hands a logout token on to the staff console: the city OS knows one address of a client, the public app's.

The token proves itself; the console believes it or not. Staff whose console cannot be reached stay signed in there.
"""

import httpx
import structlog

log = structlog.get_logger()

_WITHIN_SECONDS = 3.0


class ToConsole:
    """`address`: where the console takes logout tokens."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def __call__(self, token: str) -> None:
        """Raises nothing: whoever has left the chats has left them, whatever the console does."""
        try:
            async with httpx.AsyncClient(timeout=_WITHIN_SECONDS, trust_env=False) as http:
                answer = await http.post(self._address, data={"logout_token": token})
        except httpx.HTTPError as fault:
            log.warning("sign_in.console_not_told", error=type(fault).__name__)
            return
        if not answer.is_success:
            log.warning("sign_in.console_not_told", status=answer.status_code)
