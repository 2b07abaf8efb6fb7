"""What users sent as files: photo, voice, video (line.md 1.6)."""

from integrations.sandbox.line_platform.api.call import NOT_FOUND, Answer, Call, Refused
from integrations.sandbox.line_platform.world import Content

_GONE = "The content has been deleted because the message was unsent."


def content(call: Call) -> Answer:
    """200 with the bytes, 202 while it is being prepared, 404 unknown, 410 after the person took it back."""
    message_id = call.path["message_id"]
    kept = _kept(call, message_id)
    if kept.pending > 0:
        call.world.contents[message_id] = Content(kept.data, kept.media_type, kept.pending - 1)
        return Answer({}, 202)
    return Answer(kept.data, media_type=kept.media_type)


def preview(call: Call) -> Answer:
    """Pictures only."""
    kept = _kept(call, call.path["message_id"])
    if not kept.media_type.startswith(("image/", "video/")):
        raise Refused(400, "The content has no preview")
    return Answer(kept.data, media_type=kept.media_type)


def transcoding(call: Call) -> Answer:
    """Video and voice only."""
    kept = _kept(call, call.path["message_id"])
    if not kept.media_type.startswith(("audio/", "video/")):
        raise Refused(400, "The content is not video or audio")
    return Answer({"status": "processing" if kept.pending else "succeeded"})


def _kept(call: Call, message_id: str) -> Content:
    if message_id in call.world.unsent_contents:
        raise Refused(410, _GONE)
    kept = call.world.contents.get(message_id)
    if kept is None:
        raise Refused(404, NOT_FOUND)
    return kept
