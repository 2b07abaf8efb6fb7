"""How webhooks are sent: time limit, redelivery, batching."""

from dataclasses import dataclass

from integrations.sandbox.line_platform.webhooks.chaos import Chaos

TIMEOUT_SECONDS = 2.0


@dataclass(slots=True, kw_only=True)
class WebhookSettings:
    """`redelivery` is off at LINE until switched on; number and spacing of its attempts are LINE's secret, so
    both are settings here. `batch` events at most ride in one post, waiting `batch_seconds` for company.
    """

    timeout_seconds: float = TIMEOUT_SECONDS
    redelivery: bool = False
    redelivery_attempts: int = 3
    redelivery_seconds: float = 60.0
    batch: int = 1
    batch_seconds: float = 0.02
    at_once: int = 64
    signature_header: str = "x-line-signature"
    chaos: Chaos = Chaos()  # noqa: RUF009 (frozen, shared safely)
