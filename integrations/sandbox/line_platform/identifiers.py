"""Every id and token the platform gives out, from one seed, so that a run can be repeated exactly."""

import base64
import binascii
import random
import re
from uuid import UUID

from integrations.sandbox.line_platform.clock import Clock

USER_ID = re.compile(r"U[0-9a-f]{32}")
GROUP_ID = re.compile(r"[CR][0-9a-f]{32}")

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FIRST_MESSAGE = 580_000_000_000_000_000


def is_user_id(text: object) -> bool:
    return isinstance(text, str) and USER_ID.fullmatch(text) is not None


def is_group_id(text: object) -> bool:
    """A group (`C`) or a room (`R`)."""
    return isinstance(text, str) and GROUP_ID.fullmatch(text) is not None


class Identifiers:
    """Ids in the forms of LINE's reference; the same seed and clock give the same ids."""

    def __init__(self, seed: int, clock: Clock) -> None:
        self._random = random.Random(seed)  # noqa: S311 (repeatable on purpose, guards nothing)
        self._clock = clock
        self._messages = _FIRST_MESSAGE

    def event_id(self) -> str:
        """A ULID: 48 bits of milliseconds, 80 random bits, in Crockford's base 32."""
        number = (self._clock.now_ms() << 80) | self._random.getrandbits(80)
        return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))

    def message_id(self) -> str:
        self._messages += self._random.randint(1, 9)
        return str(self._messages)

    def request_id(self) -> str:
        return str(UUID(int=self._random.getrandbits(128), version=4))

    def user_id(self) -> str:
        return f"U{self._hex()}"

    def group_id(self) -> str:
        return f"C{self._hex()}"

    def rich_menu_id(self) -> str:
        return f"richmenu-{self._hex()}"

    def reply_token(self) -> str:
        return self._hex()

    def link_token(self) -> str:
        return base64.urlsafe_b64encode(self._random.randbytes(24)).decode()

    def _hex(self) -> str:
        return f"{self._random.getrandbits(128):032x}"


def chat_token(kind: str, chat_id: str, message_id: str) -> str:
    """An opaque quote or read token; it names its chat inside, so the platform stores nothing for it."""
    return base64.urlsafe_b64encode(f"{kind} {chat_id} {message_id}".encode()).decode().rstrip("=")


def opened_chat_token(kind: str, token: str) -> tuple[str, str] | None:
    """Chat id and message id of a token of this kind, or None where it is not one."""
    try:
        words = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode().split(" ")
    except (binascii.Error, ValueError):
        return None
    return (words[1], words[2]) if len(words) == 3 and words[0] == kind else None
