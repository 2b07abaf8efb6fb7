"""The answer to 「このことを知らせてもよいですか」: with a yes it goes out now, with a no nobody is told."""

from bot.core.ids import ReportId
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.records import ConsentConfirmed
from bot.core.replies import Say, Text, text
from bot.core.reports import Means, Report, Source, Standing
from bot.core.requests import Circle
from bot.core.taps import Answer, ShareNow
from bot.core.turn import Outcome, Turn
from bot.rules.asking_again import carried_by, left_out
from bot.topics.consent.closing import shut


def share_now(turn: Turn, circle: Circle, said: ShareNow) -> Outcome:
    """What stands about the person in that incident, to those who were left out until this yes."""
    if said.answer is Answer.NO:
        return _said(turn, text("share.not_told"))
    incident = turn.incident_with(said.incident)
    report = _standing_report(turn, circle.person, incident)
    told = left_out(circle, report, Standing(), turn.now) if report is not None else None
    if told is None or not told.known_by:
        return _said(turn, text("share.nothing_to_tell"))
    confirmed = tuple(ConsentConfirmed(each, circle.person.id, turn.now) for each in carried_by(told, circle))
    words = Say(text("share.told", people=told.known_by))
    return Outcome(shut(turn.conversation), (words,), confirmed, told.messages)


def _said(turn: Turn, words: Text) -> Outcome:
    return Outcome(shut(turn.conversation), (Say(words),))


def _standing_report(turn: Turn, person: Person, incident: Incident | None) -> Report | None:
    check_in = turn.check_in_of(incident)
    if incident is None or check_in is None or check_in.standing.condition is None:
        return None
    standing = check_in.standing
    return Report(
        id=ReportId(turn.new_id("share")),
        about=person.id,
        incident=incident.id,
        drill=incident.drill,
        conversation=turn.conversation.id,
        reporter=standing.reporter,
        source=standing.source or Source.SELF,
        label=standing.label,
        means=Means.BUTTON,
        said_at=standing.said_at or turn.now,
        condition=standing.condition,
        whereabouts=standing.whereabouts,
        needs=standing.needs,
        spot=standing.spot,
    )
