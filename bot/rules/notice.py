"""What staff are shown of a turn: why they should look, about whom, and the person's own words."""

from bot.core.events import LocationShared, TextSaid
from bot.core.ids import NoticeId, PersonId
from bot.core.incidents import Incident
from bot.core.records import NoticeKind, NoticeRaised
from bot.core.turn import Turn

MAX_WORDS = 500


def notice(turn: Turn, kind: NoticeKind, incident: Incident | None, about: PersonId | None = None) -> NoticeRaised:
    return NoticeRaised(
        id=NoticeId(turn.new_id("notice")),
        kind=kind,
        at=turn.now,
        drill=bool(incident and incident.drill),
        conversation=turn.conversation.id,
        about=about,
        incident=incident.id if incident else None,
        words=words_of(turn),
    )


def words_of(turn: Turn) -> str | None:
    """As written, at most 500 characters; None where nothing was written."""
    what = turn.event.what
    return what.text[:MAX_WORDS] if isinstance(what, TextSaid) else None


def words_for_place(turn: Turn) -> str | None:
    """As written; a location as its label and its degrees (WGS 84), for staff to look up."""
    what = turn.event.what
    if not isinstance(what, LocationShared):
        return words_of(turn)
    return f"{what.label or ''} {what.latitude:.6f}, {what.longitude:.6f}".strip()[-MAX_WORDS:]
