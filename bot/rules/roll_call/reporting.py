"""What a confirmed list becomes: one report for each person, and notes for staff of what is tied to nobody. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.core.ids import ConversationId, NoticeId, PersonId, ReportId, derived_id
from bot.core.incidents import Incident
from bot.core.records import NoticeKind, NoticeNamed, NoticeRaised
from bot.core.reports import Means, Report
from bot.core.roll_calls import Line, WaitingRollCall
from bot.core.sightings import Absence
from bot.core.turn import Turn
from bot.core.understanding import Condition
from bot.rules.notice import MAX_WORDS
from bot.rules.roll_call.seeing import Visible, source_of
from bot.rules.safety import is_distress, is_less

_JOINT = " / "


def reports_of(turn: Turn, waiting: WaitingRollCall, seen: Mapping[PersonId, Visible]) -> tuple[Report, ...]:
    """Only of people whom the sender may see now. Of several statements about one person the worst condition counts."""
    told: dict[PersonId, list[Line]] = {}
    for line in waiting.lines:
        for person in line.people if line.is_reported else ():
            if person in seen:
                told.setdefault(person, []).append(line)
    return tuple(
        _report(turn, waiting, seen[person], lines, number) for number, (person, lines) in enumerate(told.items())
    )


def _report(turn: Turn, waiting: WaitingRollCall, about: Visible, lines: Sequence[Line], number: int) -> Report:
    worst = worst_of(lines)
    source, label = source_of(turn, about)
    needs = tuple(dict.fromkeys(need for line in lines for need in line.needs))
    return Report(
        id=ReportId(turn.new_id("roll_call.report", number)),
        about=about.id,
        incident=waiting.incident,
        drill=waiting.drill,
        conversation=waiting.conversation,
        reporter=waiting.sender,
        source=source,
        label=label,
        means=Means.WORDS,
        said_at=max(line.said_at for line in lines),
        condition=worst.condition,
        whereabouts=next((line.whereabouts for line in reversed(lines) if line.whereabouts), None),
        needs=needs or None,
        note=words_of_lines(lines)[0] if is_distress(worst.condition) else None,
        sighting=worst.seen,
        absence=_absence(lines, worst.condition),
    )


def worst_of(lines: Sequence[Line]) -> Line:
    """The one with the worst condition, of equals the newest."""
    worst = lines[0]
    for line in lines[1:]:
        if not is_less(line.condition, than=worst.condition):
            worst = line
    return worst


def _absence(lines: Sequence[Line], condition: Condition | None) -> Absence | None:
    """Whoever was found is not absent."""
    found = (line.absence for line in reversed(lines) if line.absence)
    return next(found, None) if condition is None else None


def words_of_lines(lines: Iterable[Line], unread: Iterable[str] = ()) -> tuple[str, ...]:
    """As written, joined; in pieces that a notice can hold."""
    pieces = [""]
    for words in dict.fromkeys((*(line.words for line in lines), *unread)):
        longer = pieces[-1] + (_JOINT if pieces[-1] else "") + words
        if len(longer) <= MAX_WORDS:
            pieces[-1] = longer
        else:
            pieces.append(words[:MAX_WORDS])
    return tuple(each for each in pieces if each)


def notes_for_staff(turn: Turn, waiting: WaitingRollCall, seen: Mapping[PersonId, Visible]) -> tuple[NoticeRaised, ...]:
    """What made no report, what told of a whole block, and that somebody was not found: in the sender's words.

    What is about one person names them; the rest stands together.
    """
    rest: list[Line] = []
    of_one: dict[PersonId, list[Line]] = {}
    for line in waiting.lines:
        if _is_for_staff(line, seen):
            is_of_one = line.is_reported and not line.many and len(line.people) == 1 and line.people[0] in seen
            (of_one.setdefault(line.people[0], []) if is_of_one else rest).append(line)
    told: list[tuple[PersonId | None, str]] = [(None, each) for each in words_of_lines(rest, waiting.unread)]
    told += [(person, words) for person, lines in of_one.items() for words in words_of_lines(lines)]
    return tuple(_note(turn, waiting, words, number, about) for number, (about, words) in enumerate(told))


def _is_for_staff(line: Line, seen: Mapping[PersonId, Visible]) -> bool:
    hidden = any(person not in seen for person in line.people)
    return line.many or hidden or not line.is_reported or line.absence is not None


def _note(turn: Turn, waiting: WaitingRollCall, words: str, number: int, about: PersonId | None) -> NoticeRaised:
    return NoticeRaised(
        id=NoticeId(turn.new_id("roll_call.note", number)),
        kind=NoticeKind.ROLL_CALL,
        at=turn.now,
        drill=waiting.drill,
        conversation=waiting.conversation,
        about=about,
        incident=waiting.incident,
        words=words,
    )


def calls_for_help(
    turn: Turn, incident: Incident | None, lines: Sequence[Line], unclear: str | None
) -> tuple[NoticeRaised, ...]:
    """Before anything is confirmed (promise 3): each line that tells of distress, and words that may.

    `unclear`: what may hold a call for help and stands in no line that says so.
    """
    blank = NoticeRaised(
        id=NoticeId(turn.new_id("roll_call.help")),
        kind=NoticeKind.POSSIBLE_DISTRESS,
        at=turn.now,
        drill=bool(incident and incident.drill),
        conversation=turn.conversation.id,
        incident=incident.id if incident else None,
    )
    raised = [
        replace(
            blank,
            id=_help(turn.conversation.id, line),
            about=line.people[0] if len(line.people) == 1 and not line.is_open else None,
            words=line.words[:MAX_WORDS],
        )
        for line in lines
        if is_distress(line.condition)
    ]
    if unclear:
        raised.append(replace(blank, id=NoticeId(turn.new_id("roll_call.unclear")), words=unclear[:MAX_WORDS]))
    return tuple(raised)


def calls_named(waiting: WaitingRollCall, seen: Mapping[PersonId, Visible]) -> tuple[NoticeNamed, ...]:
    """With the confirming tap: whom the calls for help are about that named nobody. Of a household, its first."""
    settled = (line for line in waiting.lines if is_distress(line.condition) and line.is_reported and not line.many)
    return tuple(
        NoticeNamed(_help(waiting.conversation, line), line.people[0]) for line in settled if line.people[0] in seen
    )


def _help(conversation: ConversationId, line: Line) -> NoticeId:
    return NoticeId(derived_id(conversation, "roll_call.help", line.id))
