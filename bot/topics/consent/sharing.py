"""The answer to 「このことを知らせてもよいですか」: with a yes it goes out now, with a no nobody is told."""

from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.consents import Disclosure
from bot.core.ids import PersonId, ReportId
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.records import ConsentConfirmed
from bot.core.replies import Say, Text, text
from bot.core.reports import Means, Report, Source, Standing
from bot.core.requests import Circle, DisclosuresOf, LastWordAbout
from bot.core.taps import Answer, ShareNow
from bot.core.turn import Outcome, Turn
from bot.rules.asking_again import ask_to_share, carried_by, left_out
from bot.rules.telling import Told
from bot.topics.consent.closing import shut

_NEWEST = 50
"""So many rows of the ledger tell who was told: more than one person's circle holds."""


def share_now(turn: Turn, circle: Circle, said: ShareNow) -> Topic[Outcome]:
    """What stands about the person in that incident, to those who were left out until this yes; each is told once."""
    incident = turn.incident_with(said.incident)
    if incident is not None and incident.drill and turn.incident is not None and not turn.incident.drill:
        return _asked_of_the_real_one(turn, circle, turn.incident)
    waiting = _would_be_told(turn, circle, incident)
    known = yield from _know_already(circle.person, incident, waiting)
    newcomers = tuple(each for each in circle.members if each.person.id not in known)
    told = _would_be_told(turn, replace(circle, members=newcomers), incident)
    if said.answer is Answer.NO:
        return _said(turn, _not_told(waiting, told))
    if not told.known_by:
        return _said(turn, _nothing_new(waiting))
    confirmed = tuple(ConsentConfirmed(each, circle.person.id, turn.now) for each in carried_by(told, circle))
    words = Say(text("share.told", people=told.known_by))
    return Outcome(shut(turn.conversation), (words,), confirmed, told.messages)


def _asked_of_the_real_one(turn: Turn, circle: Circle, real: Incident) -> Outcome:
    """A button of a drill, while a real incident is open, tells nobody of either: it is asked anew (promise 5)."""
    waiting = _would_be_told(turn, circle, real)
    if not waiting.known_by:
        return _said(turn, text("share.nothing_to_tell"))
    return Outcome(shut(turn.conversation), (ask_to_share(waiting.known_by, real.id),))


def _would_be_told(turn: Turn, circle: Circle, incident: Incident | None) -> Told:
    report = _standing_report(turn, circle.person, incident)
    return left_out(circle, report, Standing(), turn.now) if report is not None else Told()


def _know_already(person: Person, incident: Incident | None, waiting: Told) -> Topic[frozenset[PersonId]]:
    """Whom the ledger says to have been shown this much of this incident since the last word about the person.

    A second tap of the same button, or one of an older question, finds them all.
    """
    if incident is None or not waiting.messages:
        return frozenset()
    last = yield from ask(LastWordAbout(person.id, incident.id))
    looks = (yield from ask(DisclosuresOf(person.id, _NEWEST))).looks
    shown = [row for message in waiting.messages for row in message.disclosures]
    return frozenset(
        row.recipient
        for row in shown
        for look in looks
        if _same(row, look.disclosure) and (last is None or look.at >= last)
    )


def _same(row: Disclosure, before: Disclosure) -> bool:
    alike = (row.recipient, row.incident, row.purpose) == (before.recipient, before.incident, before.purpose)
    return alike and row.items <= before.items


def _nothing_new(waiting: Told) -> Text:
    if not waiting.known_by:
        return text("share.nothing_to_tell")
    return text("share.already_told", people=waiting.known_by)


def _not_told(waiting: Told, told: Told) -> Text:
    """A no after the yes comes too late, and says so."""
    if waiting.known_by and not told.known_by:
        return text("share.told_before_no", people=waiting.known_by)
    return text("share.not_told")


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
        refuge=standing.refuge,
        needs=standing.needs,
        spot=standing.spot,
    )
