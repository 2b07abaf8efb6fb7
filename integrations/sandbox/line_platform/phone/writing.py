"""Everything a person can put into a chat: text, sticker, photo, voice, place; and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from integrations.sandbox.line_platform.phone.hand import CannotDoError, Done, Hand
from integrations.sandbox.line_platform.world import Content

LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map; `title` and `address` as the picker of the phone fills them in."""

    latitude: float
    longitude: float
    title: str = ""
    address: str = ""


def say(hand: Hand, text: str) -> Done:
    if not text or len(text) > LONGEST_TEXT:
        raise CannotDoError(f"a text has 1 to {LONGEST_TEXT} characters")
    return hand.write({"type": "text", "text": text})


def send_sticker(hand: Hand, package_id: str, sticker_id: str, keywords: Sequence[str] = ()) -> Done:
    message = {
        "type": "sticker",
        "packageId": package_id,
        "stickerId": sticker_id,
        "stickerResourceType": "STATIC",
    }
    return hand.write(message | ({"keywords": list(keywords)} if keywords else {}))


def send_photo(hand: Hand, data: bytes, media_type: str = "image/jpeg") -> Done:
    return _send_file(hand, Content(data, media_type), {"type": "image"})


def send_voice(hand: Hand, data: bytes, duration_ms: int, media_type: str = "audio/x-m4a") -> Done:
    """A voice message; the first fetch of it answers 202, as LINE does while it prepares the file."""
    return _send_file(hand, Content(data, media_type, 1), {"type": "audio", "duration": duration_ms})


def _send_file(hand: Hand, content: Content, message: dict[str, object]) -> Done:
    message_id = hand.world.ids.message_id()
    done = hand.write({**message, "id": message_id, "contentProvider": {"type": "line"}})
    hand.world.contents[message_id] = content
    return done


def send_place(hand: Hand, spot: Spot) -> Done:
    if not (-90 <= spot.latitude <= 90 and -180 <= spot.longitude <= 180):
        raise CannotDoError("latitude must be within ±90 and longitude within ±180")
    message: dict[str, object] = {"type": "location"}
    if spot.title:
        message["title"] = spot.title
    if spot.address:
        message["address"] = spot.address
    return hand.write(message | {"latitude": spot.latitude, "longitude": spot.longitude})


def unsend(hand: Hand, message_id: str) -> Done:
    """Takes one's own message back: the bubble empties, the content answers 410 from now on."""
    bubble = hand.chat.find(message_id)
    if bubble is None or bubble.sender != hand.user_id or bubble.unsent:
        raise CannotDoError(f"no message {message_id} of this person to take back")
    bubble.unsent = True
    bubble.content = {"type": "unsent", "id": message_id}
    if hand.world.contents.pop(message_id, None) is not None:
        hand.world.unsent_contents.add(message_id)
    hand.platform.changes.tell(hand.chat.chat_id, "state")
    return hand.tell("unsend", {"unsend": {"messageId": message_id}}, repliable=False)
