"""How many webhook requests were answered how, for Prometheus. Counts only: no ids, no addresses."""

from enum import StrEnum

from prometheus_client import CollectorRegistry, Counter


class Answer(StrEnum):
    ACCEPTED = "accepted"
    BAD_SIGNATURE = "bad_signature"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    NOT_STORED = "not_stored"


class WebhookCounts:
    """`anpi_line_webhook_requests_total{answer=...}` and `anpi_line_webhook_events_total`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        requests = Counter(
            "anpi_line_webhook_requests", "Webhook requests from LINE by answer", ("answer",), registry=registry
        )
        self._by_answer = {answer: requests.labels(answer) for answer in Answer}
        self._events = Counter("anpi_line_webhook_events", "Events accepted from LINE", registry=registry)

    def answered(self, answer: Answer) -> None:
        self._by_answer[answer].inc()

    def stored(self, events: int) -> None:
        self._events.inc(events)
