"""To a human: when asked for, and for what Anpi does not do yet. Said honestly, handed to staff, with the telephone."""

from bot.core.ask import Topic
from bot.core.events import ButtonTapped
from bot.core.incidents import Incident
from bot.core.records import NoticeKind
from bot.core.replies import Card, Link, Paragraph, Style, text
from bot.core.taps import AskHuman, AskHumanForReal
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Intent
from bot.rules.notice import notice

_NOT_YET = {
    Intent.PLAN: "handoff.not_yet.plan",
    Intent.OFFER_SUPPORT: "handoff.not_yet.offer_support",
    Intent.REQUEST_SUPPORT: "handoff.not_yet.request_support",
    Intent.REPORT_HAZARD: "handoff.not_yet.report_hazard",
    Intent.FIND_SHELTER: "handoff.not_yet.find_shelter",
}


def applies(turn: Turn) -> bool:
    if isinstance(turn.event.what, ButtonTapped):
        return isinstance(turn.event.what.tap, AskHuman | AskHumanForReal)
    return turn.understanding is not None and turn.understanding.intent in (Intent.HUMAN, *_NOT_YET)


def handle(turn: Turn) -> Topic[Outcome]:
    yield from ()
    intent = turn.understanding.intent if turn.understanding else Intent.HUMAN
    words = text(_NOT_YET.get(intent, "handoff.human"), city=turn.city.name)
    incident = _incident(turn)
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
        records=(notice(turn, NoticeKind.HANDOFF, incident, turn.person.id if turn.person else None),),
        drill=incident is not None and incident.drill,
    )


def _incident(turn: Turn) -> Incident | None:
    """The foremost one; below what is no drill's none but a real one, or staff would take it for practice."""
    in_earnest = isinstance(turn.event.what, ButtonTapped) and isinstance(turn.event.what.tap, AskHumanForReal)
    return None if in_earnest and turn.incident is not None and turn.incident.drill else turn.incident
