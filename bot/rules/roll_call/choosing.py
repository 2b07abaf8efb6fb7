"""What a tap or a newer message makes of the list that waits. Pure; nobody is ever reported by a guess."""

from collections.abc import Iterable
from dataclasses import replace

from bot.core.ids import PersonId
from bot.core.roll_calls import Line, WaitingRollCall

Option = tuple[PersonId, ...]


def chosen(waiting: WaitingRollCall, line: Line, option: Option) -> WaitingRollCall:
    """The answer to the question about one line. Whoever is meant by it is not among the rest of a block any more.

    What another line says of them by name stays: of both the worse counts.
    """
    if line.taking_out:
        return waiting.with_line(_less_one(line, option))
    meant = frozenset(option)
    others = tuple(_less(each, meant) if each.many else each for each in waiting.lines)
    settled = replace(line, people=option, options=(), chosen=True)
    return replace(waiting, lines=others).with_line(settled)


def nobody(waiting: WaitingRollCall, line: Line) -> WaitingRollCall:
    """「この中にはいない」: nobody has to be taken out of those whom the sender may see."""
    return waiting.with_line(replace(line, options=(), taking_out=0))


def not_known(waiting: WaitingRollCall, line: Line) -> WaitingRollCall:
    """「わからない」: the line is a note for staff. No whole block tells of whom it might have meant either."""
    might = frozenset(person for option in line.options for person in option if not line.taking_out)
    others = tuple(_less(each, might) if each.many else each for each in waiting.lines)
    note = replace(line, people=(), options=(), taking_out=0)
    return replace(waiting, lines=others).with_line(note)


def added(waiting: WaitingRollCall, lines: tuple[Line, ...]) -> WaitingRollCall:
    """What is told anew goes behind what waits, and replaces what that said of the same people.

    What was said of somebody by name is not replaced by a word about their whole block: they are not among its rest.
    """
    by_name = _told(line for line in lines if not line.many)
    older = _without(waiting.lines, by_name)
    named = _told(line for line in older if not line.many)
    newer = tuple(_less(line, named) if line.many else line for line in lines)
    blocks = _told(line for line in newer if line.many)
    kept = tuple(each for line in older for each in (_without((line,), blocks) if line.many else (line,)))
    return replace(waiting, lines=(*kept, *newer))


def _told(lines: Iterable[Line]) -> frozenset[PersonId]:
    return frozenset(person for line in lines if not line.is_open for person in line.people)


def _less_one(line: Line, option: Option) -> Line:
    left = line.taking_out - 1
    options = tuple(each for each in line.options if each != option) if left else ()
    people = tuple(each for each in line.people if each not in option)
    return replace(line, people=people, options=options, taking_out=left)


def _without(lines: Iterable[Line], told: frozenset[PersonId]) -> tuple[Line, ...]:
    """A line of which nobody is left goes; a note, or one that is still asked about, stays."""
    kept = ((line, _less(line, told)) for line in lines)
    return tuple(after for line, after in kept if _stays(line, after))


def _stays(line: Line, after: Line) -> bool:
    return bool(after.people or after.is_open or line.taking_out or not line.people)


def _less(line: Line, told: frozenset[PersonId]) -> Line:
    """Also of what may still be taken out: nobody is taken out of where they are not any more."""
    people = tuple(each for each in line.people if each not in told)
    if not line.taking_out:
        return replace(line, people=people)
    options = tuple(each for each in line.options if not told.issuperset(each))
    asks = line.taking_out < len(options)
    return replace(
        line,
        people=people if asks else (),
        options=options if asks else (),
        taking_out=line.taking_out if asks else 0,
    )
