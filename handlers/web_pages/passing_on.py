"""Hands a logout token on to the staff console: the city OS knows one address of a client, the public app's.

The token proves itself; the console believes it or not. Where the console cannot be reached, or cannot check it, the
city OS is asked to send it again: until then staff stay signed in there.
"""

import httpx
import structlog

from bot.core.errors import Unavailable

log = structlog.get_logger()

CONSOLE = "console"

_WITHIN_SECONDS = 3.0


class ToConsole:
    """`address`: where the console takes logout tokens."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def __call__(self, token: str) -> None:
        """Raises `Unavailable` where the console does not answer, or says that it cannot check the token now."""
        try:
            async with httpx.AsyncClient(timeout=_WITHIN_SECONDS, trust_env=False) as http:
                answer = await http.post(self._address, data={"logout_token": token})
        except httpx.HTTPError as fault:
            log.warning("sign_in.console_not_told", error=type(fault).__name__)
            raise Unavailable(CONSOLE) from fault
        if answer.is_server_error:
            log.warning("sign_in.console_not_told", status=answer.status_code)
            raise Unavailable(CONSOLE)
        if not answer.is_success:
            log.info("sign_in.console_refused", status=answer.status_code)
