"""What people of the storm say: each event as LINE would send it, with what must come of it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

from bot.core.taps import ReportCondition, ReportEvacuated, ReportNeed, ReportWhereabouts, Tap, encode
from bot.core.understanding import Condition, Need, Whereabouts
from integrations.sandbox.line_platform import World
from tests.e2e.storm.town import QUAKE, Resident

_DISTRESS = {"けがをしました": Condition.INJURED, "助けて": Condition.NEEDS_RESCUE}
# 「大丈夫」 may answer 「足りないものは」 as well as 「ご無事ですか」: what it means hangs on the open question.
_CHATTER = ("さすけねぇ", "無事です", "大丈夫です😀", "水がない", "こんにちは", "ありがとう", "あああ", "まとめ", "😀")
_TAPS: tuple[tuple[Tap, Condition | None, Whereabouts | None], ...] = (
    (ReportCondition(Condition.SAFE, QUAKE), Condition.SAFE, None),
    (ReportCondition(Condition.SAFE, QUAKE), Condition.SAFE, None),
    (ReportCondition(Condition.INJURED, QUAKE), Condition.INJURED, None),
    (ReportCondition(Condition.NEEDS_RESCUE, QUAKE), Condition.NEEDS_RESCUE, None),
    (ReportEvacuated(QUAKE), Condition.SAFE, Whereabouts.SHELTER),
    (ReportWhereabouts(Whereabouts.HOME, QUAKE), None, Whereabouts.HOME),
    (ReportNeed(Need.WATER, QUAKE), None, None),
    (ReportNeed(None, QUAKE), None, None),
)
_KINDS = ("tap", "distress", "chatter", "place", "sticker", "follow", "stranger")
_WEIGHTS = (44, 6, 24, 9, 5, 5, 7)


@dataclass(frozen=True, slots=True)
class Said:
    """One event. `reports`: it must be kept as a report, must not, or (None) whether it is depends on the question."""

    event: dict[str, Any]
    by: Resident
    reports: bool | None = None
    condition: Condition | None = None
    whereabouts: Whereabouts | None = None

    @property
    def id(self) -> str:
        return str(self.event["webhookEventId"])

    @property
    def token(self) -> str | None:
        return self.event.get("replyToken")

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.event["timestamp"] / 1000, UTC)

    @property
    def order(self) -> tuple[int, str]:
        """The platform's time, then the id: the order within a conversation."""
        return self.event["timestamp"], self.id


def say(random: Random, world: World, by: Resident, at_ms: int) -> Said:
    (kind,) = random.choices(_KINDS, _WEIGHTS)
    match kind:
        case "tap":
            tap, condition, whereabouts = random.choice(_TAPS)
            event = _event(world, by, at_ms, "postback", {"postback": {"data": encode(tap)}})
            return Said(event, by, True, condition, whereabouts)
        case "distress":
            words, stated = random.choice(list(_DISTRESS.items()))
            return Said(_message(world, by, at_ms, {"type": "text", "text": words}), by, True, stated)
        case "chatter":
            return Said(_message(world, by, at_ms, {"type": "text", "text": random.choice(_CHATTER)}), by)
        case "place":
            place = {"type": "location", "title": "鶴ヶ城", "latitude": 37.4878, "longitude": 139.9299}
            return Said(_message(world, by, at_ms, place), by, True)
        case "sticker":
            return Said(_message(world, by, at_ms, {"type": "sticker", "packageId": "1", "stickerId": "1"}), by, False)
        case "follow":
            return Said(_event(world, by, at_ms, "follow", {"follow": {"isUnblocked": True}}), by, False)
        case _:
            # No reply token: whatever answers this goes out as a push.
            event = _event(world, by, at_ms, "eventOfTomorrow", {"tomorrow": [None, {"x": 1}]}, repliable=False)
            return Said(event, by, False)


def _message(world: World, by: Resident, at_ms: int, message: dict[str, Any]) -> dict[str, Any]:
    return _event(world, by, at_ms, "message", {"message": {"id": world.ids.message_id(), **message}})


def _event(
    world: World, by: Resident, at_ms: int, kind: str, content: dict[str, Any], *, repliable: bool = True
) -> dict[str, Any]:
    event = {
        "type": kind,
        "mode": "active",
        "timestamp": at_ms,
        "source": {"type": "user", "userId": by.address},
        "webhookEventId": world.ids.event_id(),
        "deliveryContext": {"isRedelivery": False},
        **content,
    }
    if repliable:
        event["replyToken"] = world.ids.reply_token()
        world.reply_tokens.give(event["replyToken"], by.address, world.now_ms())
    return event
