"""What may go wrong on the road to the bot; every knob is a probability between 0 and 1 per event."""

import random
from dataclasses import dataclass, fields

from integrations.sandbox.line_platform.webhooks.events import Event

_OPTIONAL_OF_MESSAGE = ("quoteToken", "markAsReadToken", "keywords", "title", "address")
_KEPT_BY_STRANGER = ("mode", "timestamp", "source", "deliveryContext")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chaos:
    """`duplicate` posts twice without the redelivery flag; `reorder` lets later events overtake; `drop` loses
    the post on the way; `delay` waits up to `delay_seconds`; `unknown_event` adds an event of a kind nobody
    knows to the same post; `standby` plays a module channel handling the chat.
    """

    duplicate: float = 0.0
    reorder: float = 0.0
    drop: float = 0.0
    delay: float = 0.0
    delay_seconds: float = 1.0
    wrong_signature: float = 0.0
    unknown_event: float = 0.0
    unknown_property: float = 0.0
    omit_optional: float = 0.0
    standby: float = 0.0

    def __post_init__(self) -> None:
        for knob in fields(self):
            value = getattr(self, knob.name)
            if value < 0 or (value > 1 and knob.name != "delay_seconds"):
                raise ValueError(f"{knob.name} must be between 0 and 1; got {value}")


@dataclass(frozen=True, slots=True)
class Mischief:
    """What befalls one post."""

    copies: int
    overtaken: bool
    lost: bool
    wait_seconds: float
    badly_signed: bool


class Fate:
    """Draws, from a seed, what befalls each event."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 (repeatable on purpose, guards nothing)

    def draw(self, chaos: Chaos) -> Mischief:
        overtaken, late = self._hits(chaos.reorder), self._hits(chaos.delay)
        wait = self._random.random() * chaos.delay_seconds if overtaken or late else 0.0
        return Mischief(
            copies=2 if self._hits(chaos.duplicate) else 1,
            overtaken=overtaken,
            lost=self._hits(chaos.drop),
            wait_seconds=wait,
            badly_signed=self._hits(chaos.wrong_signature),
        )

    def disturb(self, event: Event, chaos: Chaos, event_id: str) -> list[Event]:
        """The event as the bot will see it, with a stranger of id `event_id` beside it when luck says so."""
        seen = dict(event)
        if self._hits(chaos.unknown_property):
            seen["propertyOfTomorrow"] = {"since": "2027"}
        if self._hits(chaos.omit_optional):
            _omit(seen)
        if self._hits(chaos.standby):
            seen["mode"] = "standby"
            seen.pop("replyToken", None)
        return [_stranger(event, event_id), seen] if self._hits(chaos.unknown_event) else [seen]

    def _hits(self, probability: float) -> bool:
        return probability > 0 and self._random.random() < probability


def _omit(event: Event) -> None:
    if "message" in event:
        kept = {k: v for k, v in event["message"].items() if k not in _OPTIONAL_OF_MESSAGE}
        event["message"] = kept
    event.pop("follow", None)


def _stranger(event: Event, event_id: str) -> Event:
    kept = {key: value for key, value in event.items() if key in _KEPT_BY_STRANGER}
    return {"type": "eventOfTomorrow", "webhookEventId": event_id, **kept, "eventOfTomorrow": {"note": "?"}}
