"""To a human: when asked for, and for what Anpi does not do yet. Said honestly, handed to staff, with the telephone."""

from bot.core.ask import Topic
from bot.core.events import ButtonTapped, TextSaid
from bot.core.ids import NoticeId
from bot.core.records import NoticeKind, NoticeRaised
from bot.core.replies import Card, Link, Paragraph, Style, text
from bot.core.taps import AskHuman
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Intent

_MAX_WORDS = 500
_NOT_YET = {
    Intent.PLAN: "handoff.not_yet.plan",
    Intent.SHARE: "handoff.not_yet.share",
    Intent.OFFER_SUPPORT: "handoff.not_yet.offer_support",
    Intent.REQUEST_SUPPORT: "handoff.not_yet.request_support",
    Intent.REPORT_HAZARD: "handoff.not_yet.report_hazard",
    Intent.FIND_SHELTER: "handoff.not_yet.find_shelter",
}


def applies(turn: Turn) -> bool:
    if isinstance(turn.event.what, ButtonTapped):
        return isinstance(turn.event.what.tap, AskHuman)
    return turn.understanding is not None and turn.understanding.intent in (Intent.HUMAN, *_NOT_YET)


def handle(turn: Turn) -> Topic[Outcome]:
    yield from ()
    intent = turn.understanding.intent if turn.understanding else Intent.HUMAN
    words = text(_NOT_YET.get(intent, "handoff.human"), city=turn.city.name)
    drill = bool(turn.incident and turn.incident.drill)
    return Outcome(
        conversation=turn.conversation,
        replies=(
            Card(
                header=text("handoff.header"),
                blocks=(Paragraph(words), Paragraph(text("handoff.phone", phone=turn.city.phone))),
                alert=words,
                buttons=(Link(text("button.call_city"), f"tel:{turn.city.phone}", Style.GOOD),),
            ),
        ),
        records=(_notice(turn, drill=drill),),
        drill=drill,
    )


def _notice(turn: Turn, *, drill: bool) -> NoticeRaised:
    what = turn.event.what
    return NoticeRaised(
        id=NoticeId(turn.new_id("notice")),
        kind=NoticeKind.HANDOFF,
        at=turn.now,
        drill=drill,
        conversation=turn.conversation.id,
        about=turn.person.id if turn.person else None,
        incident=turn.incident.id if turn.incident else None,
        words=what.text[:_MAX_WORDS] if isinstance(what, TextSaid) else None,
    )
