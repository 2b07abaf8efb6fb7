"""What the sign-in pages are handed to work with, in their own words; the composition root fits the rest to it."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import Response

from bot.core.ids import ConversationId
from bot.core.ports import Clock, Inbox, Wakeups

_CLOCKS_APART = timedelta(seconds=2)
"""A token names whole seconds, and the city OS's clock is not ours."""


class Advice(StrEnum):
    """What somebody is told whose sign-in did not happen."""

    TRY_AGAIN = "try_again"
    NOT_POSSIBLE_NOW = "not_possible_now"
    CANCELLED = "cancelled"


class NotSignedIn(Exception):  # noqa: N818 - a decision, not a fault
    """The city OS's answer is not accepted. `reason` is a word for the log; neither holds anything of a person."""

    def __init__(self, advice: Advice, reason: str) -> None:
        super().__init__(reason)
        self.advice = advice
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Begun:
    """`url` is where the browser goes; `kept` is JSON that `finish` needs again, and stays on our side."""

    url: str = field(repr=False)
    state: str = field(repr=False)
    kept: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Who:
    """(`issuer`, `subject`) is the city OS's id of a person; `session` its sid, where it names one."""

    issuer: str
    subject: str = field(repr=False)
    session: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Ended:
    """Whose sign-in ended: all of a person's (`subject` alone), or the session. At least one is there.

    `at`: when the city OS said so. What began after it goes on, however often it is said again.
    """

    issuer: str
    at: datetime
    subject: str | None = field(default=None, repr=False)
    session: str | None = field(default=None, repr=False)

    @property
    def begun_by(self) -> datetime:
        """Until when a sign-in of the person has begun that it ends; one that is named by its session ends anyway."""
        return self.at + _CLOCKS_APART


class Identity(Protocol):
    """The city OS. All methods raise `Unavailable` when it is down and `NotSignedIn` where it is not believed."""

    async def begin(self, redirect_uri: str) -> Begun: ...

    async def finish(self, query: Mapping[str, str], kept: Mapping[str, Any], redirect_uri: str) -> Who: ...

    def ended(self, logout_token: str) -> AbstractAsyncContextManager[Ended]:
        """A token of the back-channel logout: used up once the block that carries it out ends well, then refused."""
        ...


class Way(Protocol):
    """A sign-in on its way: to which conversation or with which link token of LINE it goes back."""

    @property
    def kept(self) -> Mapping[str, Any]: ...
    @property
    def conversation(self) -> ConversationId | None: ...
    @property
    def link_token(self) -> str | None: ...


class SignIns(Protocol):
    """What is kept of sign-ins. All methods raise `Unavailable` when the database is down."""

    async def keep(
        self, state: str, kept: Mapping[str, Any], conversation: ConversationId | None, link_token: str | None
    ) -> None:
        """For ten minutes, under the state's digest."""
        ...

    async def take(self, state: str) -> Way | None:
        """Once; None where it was taken, is too old or was never kept."""
        ...

    async def nonce_for(self, issuer: str, subject: str, session: str | None) -> str | None:
        """A nonce for whoever the register knows by this id. None: nobody; staff have been told."""
        ...

    async def web_conversation(self, conversation: ConversationId, nonce: str) -> ConversationId:
        """The same, or a fresh one in its place where it was somebody else's until now."""
        ...

    async def end(
        self, issuer: str, subject: str | None, session: str | None, begun_by: datetime
    ) -> Collection[ConversationId]:
        """Unties the web chats that were tied by these sign-ins, of a person by then; returns which."""
        ...


async def kept_here(_: str) -> None:
    """Where no console keeps sign-ins of its own."""


@dataclass(frozen=True, slots=True)
class SignInPorts:
    """`web_address`: the web chat account that a browser holds, None where it holds none."""

    identity: Identity
    sign_ins: SignIns
    inbox: Inbox
    wakeups: Wakeups
    clock: Clock
    web_address: Callable[[Request], Awaitable[str | None]]
    new_cookie: Callable[[Request, Response], Awaitable[None]]
    """Whoever holds a copy of the old one from before the sign-in is out. Raises `Unavailable`."""
    pass_on: Callable[[str], Awaitable[None]] = kept_here
    """Hands a logout token that was believed to whoever else keeps sign-ins.

    Raises `Unavailable` where it did not arrive, so that it is sent again.
    """
