"""`/sign-in`: from LINE or the web chat to the city OS and back; what comes of it goes to the chat as an event."""

import json
import re
from urllib.parse import quote, urlencode

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.core.errors import Unavailable
from bot.core.events import Channel, conversation_id
from bot.core.ids import ConversationId, EventId, derived_id
from bot.core.people import City
from bot.core.ports import Arrival, Signal
from handlers.web_pages.cookie import StateCookie
from handlers.web_pages.notices import CHAT, landing, no_chat, not_signed_in, unknown_person
from handlers.web_pages.page import HEADERS, Page, Pages
from handlers.web_pages.ports import Advice, NotSignedIn, SignInPorts, Way

log = structlog.get_logger()

BEGIN = "/sign-in/begin"
CALLBACK = "/sign-in/callback"
_LINK_TOKEN = re.compile(r"[A-Za-z0-9._~=+/-]{1,255}")
_LONGEST_QUERY = 8_192


class SignInPages:
    """`dialog`: LINE's page that ends the linking (https://access.line.me/dialog/bot/accountLink)."""

    def __init__(self, ports: SignInPorts, pages: Pages, city: City, *, public_url: str, dialog: str) -> None:
        self._ports = ports
        self._pages = pages
        self._city = city
        self._callback = public_url.rstrip("/") + CALLBACK
        self._dialog = dialog
        self._cookie = StateCookie(is_secure=public_url.startswith("https:"))

    async def show(self, request: Request) -> Response:
        """The landing page: what will happen, and one big button."""
        token = _link_token(request)
        if token is None and await self._chat_of(request) is None:
            return self._page(request, no_chat())
        query = f"?linkToken={quote(token, safe='')}" if token is not None else ""
        return self._page(request, landing(self._city, BEGIN + query))

    async def begin(self, request: Request) -> Response:
        """On to the city OS. 303, with the state in a cookie; the rest stays here."""
        token = _link_token(request)
        conversation = await self._chat_of(request) if token is None else None
        if token is None and conversation is None:
            return self._page(request, no_chat())
        try:
            begun = await self._ports.identity.begin(self._callback)
            await self._ports.sign_ins.keep(begun.state, begun.kept, conversation, token)
        except (NotSignedIn, Unavailable) as error:
            return self._failed(request, error, from_line=token is not None)
        response = _on_to(begun.url)
        self._cookie.put(response, begun.state)
        return response

    async def back(self, request: Request) -> Response:
        """Back from the city OS. A state answers once, and only in the browser that it was given to."""
        response = await self._came_back(request)
        self._cookie.drop(response)
        return response

    async def _came_back(self, request: Request) -> Response:
        state = request.query_params.get("state", "")
        is_readable = len(request.url.query) <= _LONGEST_QUERY
        try:
            way = await self._ports.sign_ins.take(state) if is_readable and self._cookie.holds(request, state) else None
        except Unavailable as error:
            return self._failed(request, error, from_line=False)
        if way is None:
            return self._failed(request, NotSignedIn(Advice.TRY_AGAIN, "no_such_state"), from_line=False)
        try:
            return await self._signed_in(request, way)
        except (NotSignedIn, Unavailable) as error:
            return self._failed(request, error, from_line=way.link_token is not None)

    async def _signed_in(self, request: Request, way: Way) -> Response:
        who = await self._ports.identity.finish(dict(request.query_params), way.kept, self._callback)
        nonce = await self._ports.sign_ins.nonce_for(who.issuer, who.subject, who.session)
        if nonce is None:
            log.warning("sign_in.subject_unknown")
            return self._page(request, unknown_person())
        if way.link_token is not None:
            return _on_to(f"{self._dialog}?{urlencode({'linkToken': way.link_token, 'nonce': nonce})}")
        assert way.conversation is not None
        conversation = await self._ports.sign_ins.web_conversation(way.conversation, nonce)
        response = _on_to(CHAT)
        await self._ports.new_cookie(request, response)
        await self._ports.wakeups.wake(Signal.WEB_CHAT, way.conversation)
        await self._tell_chat(conversation, nonce)
        return response

    async def _tell_chat(self, conversation: ConversationId, nonce: str) -> None:
        """Kept before the browser is sent on, as everything that the chat accepts."""
        now = self._ports.clock.now()
        raw = json.dumps({"kind": "account_linked", "nonce": nonce}).encode("ascii")
        id_ = EventId(f"{conversation}:{derived_id(nonce, 'account linked')}")
        await self._ports.inbox.accept([Arrival(id_, Channel.WEB, conversation, now, now, raw)])
        await self._ports.wakeups.wake(Signal.INBOX, conversation)

    async def _chat_of(self, request: Request) -> ConversationId | None:
        """The chat of this browser; none where it cannot be looked up now."""
        try:
            address = await self._ports.web_address(request)
        except Unavailable:
            return None
        return conversation_id(Channel.WEB, address) if address is not None else None

    def _failed(self, request: Request, error: NotSignedIn | Unavailable, *, from_line: bool) -> Response:
        if isinstance(error, NotSignedIn):
            log.info("sign_in.refused", reason=error.reason)
            return self._page(request, not_signed_in(error.advice, from_line=from_line))
        log.warning("sign_in.unavailable", dependency=error.dependency)
        return self._page(request, not_signed_in(Advice.NOT_POSSIBLE_NOW, from_line=from_line), 503)

    def _page(self, request: Request, page: Page, status: int = 200) -> Response:
        return self._pages.response(page, request.headers.get("accept-language", ""), status)


def _link_token(request: Request) -> str | None:
    """LINE's, where the address holds one that can be one."""
    token = request.query_params.get("linkToken", "")
    return token if _LINK_TOKEN.fullmatch(token) else None


def _on_to(address: str) -> Response:
    """303 to another place; nothing of this address goes along in a Referer."""
    return RedirectResponse(address, 303, headers=HEADERS)
