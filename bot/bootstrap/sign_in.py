"""Signing in at the city OS, put together: its client in the words of our pages, and where people are sent."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter

from admin.city_os_door import LOGOUT
from bot.core.errors import Unavailable
from bot.core.events import Channel, address_of, channel_of
from bot.core.people import City
from bot.core.replies import Phrasebook
from bot.core.requests import SignInAddress
from bot.storage.database import Database
from bot.storage.linking.sign_ins import SqlSignIns
from handlers.line.linking import LinkTokens
from handlers.web_chat.account import AccountCookie
from handlers.web_chat.origin import Origins
from handlers.web_chat.ports import WebChatPorts
from handlers.web_pages.passing_on import ToConsole
from handlers.web_pages.ports import Advice, Begun, Ended, NotSignedIn, SignInPorts, Who, kept_here
from handlers.web_pages.router import LINE_DIALOG, create_sign_in_router
from integrations.city_os.identity import CityOsIdentity, ProviderConfig, SeenTokens, SignInRefused, SignInStart


@dataclass(frozen=True, slots=True)
class SignInWords:
    """What the pages say, and where they are. `dialog`: LINE's page that ends a linking; the sandbox's in a demo."""

    phrasebook: Phrasebook
    city: City
    public_url: str
    dialog: str = LINE_DIALOG
    console_url: str = ""
    """Where staff sit who sign in at the same city OS; empty: nowhere."""


class SignInAddresses:
    """Answers `SignInAddress`. `line` is None where no LINE channel is configured."""

    def __init__(self, public_url: str, line: LinkTokens | None) -> None:
        self._page = public_url.rstrip("/") + "/sign-in"
        self._line = line

    async def __call__(self, asked: SignInAddress) -> str:
        """Raises `Unavailable`: LINE gives no link token now."""
        if channel_of(asked.conversation) is Channel.WEB:
            return self._page
        if self._line is None:
            raise Unavailable("line")
        token = await self._line.issue(address_of(asked.conversation))
        return f"{self._page}?linkToken={quote(token, safe='')}"


class CityOsSignIn:
    """`handlers.web_pages.ports.Identity` over the city OS's client.

    `anew`: whoever sat at this browser before may have left a session open, and must not be taken for this one.
    """

    def __init__(self, identity: CityOsIdentity, config: ProviderConfig, seen: SeenTokens) -> None:
        self._identity = identity
        self._issuer = config.issuer
        self._anew = config.proves_anew
        self._seen = seen

    async def begin(self, redirect_uri: str) -> Begun:
        try:
            start = await self._identity.begin(redirect_uri, anew=self._anew)
        except SignInRefused as refused:
            raise _in_our_words(refused) from refused
        return Begun(start.url, start.state, asdict(start))

    async def finish(self, query: Mapping[str, str], kept: Mapping[str, Any], redirect_uri: str) -> Who:
        try:
            found = await self._identity.finish(query, SignInStart(**kept), redirect_uri)
        except SignInRefused as refused:
            raise _in_our_words(refused) from refused
        return Who(found.issuer, found.subject, found.sid)

    @asynccontextmanager
    async def ended(self, logout_token: str) -> AsyncIterator[Ended]:
        try:
            async with self._identity.logout(logout_token, self._seen) as gone:
                yield Ended(self._issuer, gone.at, gone.subject, gone.sid)
        except SignInRefused as refused:
            raise _in_our_words(refused) from refused


def _in_our_words(refused: SignInRefused) -> NotSignedIn:
    return NotSignedIn(Advice(refused.advice.value), refused.reason.value)


def sign_in_router(
    identity: CityOsIdentity, config: ProviderConfig, database: Database, chat: WebChatPorts, people: SignInWords
) -> APIRouter:
    """The pages over the web chat's own inbox, so that what they accept shares its commits and wake-ups."""
    sign_ins = SqlSignIns(database, chat.clock)
    cookie = AccountCookie(chat.accounts, Origins(people.public_url))
    ports = SignInPorts(
        identity=CityOsSignIn(identity, config, sign_ins),
        sign_ins=sign_ins,
        inbox=chat.inbox,
        wakeups=chat.wakeups,
        clock=chat.clock,
        web_address=cookie.address,
        new_cookie=cookie.renew,
        pass_on=ToConsole(people.console_url.rstrip("/") + LOGOUT) if people.console_url else kept_here,
    )
    return create_sign_in_router(
        ports, phrasebook=people.phrasebook, city=people.city, public_url=people.public_url, dialog=people.dialog
    )
