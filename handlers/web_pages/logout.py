"""`POST /sign-in/logout`: the city OS says that a sign-in has ended (OIDC Back-Channel Logout 1.0)."""

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

import structlog
from starlette.requests import Request
from starlette.responses import Response

from bot.core.errors import Unavailable
from bot.core.ports import Signal
from handlers.web_pages.ports import NotSignedIn, SignInPorts

log = structlog.get_logger()

LONGEST = 16_384
"""Bytes of a body; a logout token has about one thousand."""

_HEADERS = {"Cache-Control": "no-store"}


async def end_session(ports: SignInPorts, request: Request) -> Response:
    """200 when it is carried out, 400 for a token that is not believed, 503 to be sent again (2.8 of the spec).

    Pages that are open show an empty chat at once.
    """

    async def carry_out(token: str) -> None:
        async with ports.identity.ended(token) as ended:
            untied = await ports.sign_ins.end(ended.issuer, ended.subject, ended.session, ended.begun_by)
            for conversation in untied:
                await ports.wakeups.wake(Signal.WEB_CHAT, conversation)
            log.info("sign_in.ended", accounts=len(untied))
            await ports.pass_on(token)

    return await answer_logout(request, carry_out)


async def answer_logout(request: Request, carry_out: Callable[[str], Awaitable[None]]) -> Response:
    """What the city OS is answered, whoever carries it out: it may raise `NotSignedIn` and `Unavailable`."""
    token = await _token(request)
    if token is None:
        return Response(status_code=400, headers=_HEADERS)
    try:
        await carry_out(token)
    except NotSignedIn as refused:
        log.warning("sign_in.logout_refused", reason=refused.reason)
        return Response(status_code=400, headers=_HEADERS)
    except Unavailable as down:
        log.warning("sign_in.logout_unavailable", dependency=down.dependency)
        return Response(status_code=503, headers=_HEADERS | {"Retry-After": "10"})
    return Response(status_code=200, headers=_HEADERS)


async def _token(request: Request) -> str | None:
    """The one `logout_token` of a form; None for anything else, and for more than a token can be."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            return None
    try:
        found = parse_qs(body.decode("ascii"), max_num_fields=10).get("logout_token", [])
    except ValueError:
        return None
    return found[0] if len(found) == 1 else None
