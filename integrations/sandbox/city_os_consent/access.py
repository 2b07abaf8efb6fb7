"""Who may call the interface: whoever has a token with the scope of the call."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol


class Access(Protocol):
    """What the identity sandbox knows of its tokens, or a test says."""

    def allows(self, token: str, scope: str) -> bool:
        """Whether the token is good now and has the scope."""
        ...


@dataclass(slots=True)
class OneToken:
    """The one token that is taken at present, for all scopes; change it and the old one is refused."""

    token: str = field(repr=False)

    def allows(self, token: str, scope: str) -> bool:
        return bool(scope) and hmac.compare_digest(token.encode(), self.token.encode())


class IssuedTokens:
    """The tokens that the identity sandbox has given out: `holder` is its look at one of them (RFC 7662)."""

    def __init__(self, holder: Callable[[str, str], object | None]) -> None:
        self._holder = holder

    def allows(self, token: str, scope: str) -> bool:
        return self._holder(token, scope) is not None
