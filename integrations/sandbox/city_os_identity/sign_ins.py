"""What the provider remembers between two requests: open sign-ins, codes, access tokens, sessions. All in memory."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")
CODE_SECONDS: Final = 60
TOKEN_SECONDS: Final = 300
_OPEN_SECONDS: Final = 3600
_KEPT_AT_MOST: Final = 5000


@dataclass(frozen=True, slots=True)
class SignInRequest:
    """An authorization request that has passed the checks."""

    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str
    nonce: str | None
    code_challenge: str
    acr_values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grant:
    """A person has chosen to sign in."""

    request: SignInRequest
    subject: str
    sid: str
    at: float


@dataclass(frozen=True, slots=True)
class AccessToken:
    """`subject` None: a system's own token."""

    client_id: str
    scopes: tuple[str, ...]
    subject: str | None = None
    audience: str = ""


class Kept(Generic[T]):
    """Things under unguessable names, for a while."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._things: dict[str, tuple[float, T]] = {}

    def keep(self, thing: T, now: float) -> str:
        if len(self._things) >= _KEPT_AT_MOST:
            self._things.pop(next(iter(self._things)))
        name = secrets.token_urlsafe(32)
        self._things[name] = (now + self._seconds, thing)
        return name

    def look(self, name: str, now: float) -> T | None:
        until, thing = self._things.get(name, (0.0, None))
        return thing if now < until else None

    def take(self, name: str, now: float) -> T | None:
        """At most once."""
        thing = self.look(name, now)
        self._things.pop(name, None)
        return thing

    def all(self, now: float) -> Mapping[str, T]:
        return {name: thing for name, (until, thing) in self._things.items() if now < until}


class SignIns:
    """One provider's memory."""

    def __init__(self) -> None:
        self.open: Kept[SignInRequest] = Kept(_OPEN_SECONDS)
        self.codes: Kept[Grant] = Kept(CODE_SECONDS)
        self.tokens: Kept[AccessToken] = Kept(TOKEN_SECONDS)
        self.sessions: dict[str, Grant] = {}
        """By `sid`, the oldest first."""

    def remember(self, grant: Grant) -> None:
        if len(self.sessions) >= _KEPT_AT_MOST:
            self.sessions.pop(next(iter(self.sessions)))
        self.sessions[grant.sid] = grant
