"""The journal: what was called, accepted, delivered and lost, for tests to assert on."""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass

_FAILURES_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class AcceptedSend:
    """One accepted send. `delivered` are the chats that got it, a subset of `recipients`."""

    route: str
    request_id: str
    at_ms: int
    retry_key: str | None
    reply_token: str | None
    recipients: Sequence[str]
    delivered: Sequence[str]
    message_ids: Sequence[str]

    @property
    def origin(self) -> str:
        """What makes this send one: its retry key or reply token, else its request id."""
        return self.retry_key or self.reply_token or self.request_id


@dataclass(frozen=True, slots=True)
class WebhookFailure:
    """One post of events that did not end in 2xx; `reason` in the console's words."""

    event_ids: Sequence[str]
    at_ms: int
    reason: str
    status: int | None
    attempt: int


class Journal:
    """Light per delivery: one record per call, whatever the number of recipients."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.answers: Counter[tuple[str, int]] = Counter()
        self.sends: list[AcceptedSend] = []
        self.webhook_posts: Counter[str] = Counter()
        self.webhook_failures: deque[WebhookFailure] = deque(maxlen=_FAILURES_KEPT)
        self.opened_uris: deque[tuple[str, str]] = deque(maxlen=_FAILURES_KEPT)

    def accepted_per_retry_key(self) -> Counter[str]:
        return Counter(send.retry_key for send in self.sends if send.retry_key)

    def accepted_per_reply_token(self) -> Counter[str]:
        return Counter(send.reply_token for send in self.sends if send.reply_token)

    def deliveries(self, chat_id: str) -> Counter[str]:
        """How many times each retry key, reply token or (without either) request reached this chat."""
        return Counter(send.origin for send in self.sends if chat_id in send.delivered)

    def delivered_per_chat(self) -> Counter[str]:
        """Accepted sends that reached each chat."""
        return Counter(chat_id for send in self.sends for chat_id in send.delivered)

    def doubled(self) -> list[tuple[str, str, int]]:
        """Chat, origin and times of everything that reached a chat more than once."""
        counted = Counter((chat_id, send.origin) for send in self.sends for chat_id in send.delivered)
        return [(chat_id, origin, times) for (chat_id, origin), times in counted.items() if times > 1]

    def clear(self) -> None:
        self.calls.clear()
        self.answers.clear()
        self.sends.clear()
        self.webhook_posts.clear()
        self.webhook_failures.clear()
        self.opened_uris.clear()
