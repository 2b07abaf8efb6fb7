"""「どなたですか」, with a button for each who shares the phone, and what was said already in the buttons."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.core.events import ButtonTapped, TextSaid
from bot.core.ids import IncidentId, PersonId
from bot.core.people import Person
from bot.core.replies import Ask, Button, Choice, Say, Style, Text, text
from bot.core.taps import (
    ChooseSpeaker,
    HelpIsFor,
    ReportCondition,
    ReportEvacuated,
    ReportNeed,
    ReportWhereabouts,
    SkipQuestion,
    SpeakAs,
    SpeakForAll,
    Tap,
)
from bot.core.turn import Turn
from bot.core.understanding import About, Condition, Whereabouts
from bot.rules.incident_meant import incident_meant
from bot.rules.safety import Reading, reading

Said = ReportCondition | ReportEvacuated | ReportWhereabouts | ReportNeed | SpeakForAll
"""What can wait until it is known whose word it is."""


def names(people: Iterable[Person]) -> tuple[Text, ...]:
    return tuple(text("sharing.name", name=each.name) for each in people)


def who_is_it(turn: Turn) -> Ask:
    """What was said goes into the buttons, so that nobody has to say it twice."""
    incident = incident_meant(turn)
    id_ = incident.id if incident else None
    says = _statement(turn, id_)
    all_of_us: tuple[Button, ...] = ()
    if _is_safe(turn):
        all_of_us = (Choice(_all_of_us(turn), SpeakForAll(Condition.SAFE, id_), Style.GOOD),)
    if says is None:
        return who_speaks(turn)
    return Ask(text("sharing.who_is_it"), (*_buttons(turn, says), *all_of_us))


def who_speaks(turn: Turn) -> Ask:
    return Ask(text("sharing.who_speaks"), _buttons(turn, lambda who: ChooseSpeaker(who, _incident(turn))))


def who_answers(turn: Turn, said: Said) -> Ask:
    """One question, and what was said of whom in its buttons."""
    asked_at = int(turn.event.occurred_at.timestamp())
    return Ask(text("sharing.who_answers"), _buttons(turn, lambda who: _spoken_as(who, said, asked_at)))


def _spoken_as(speaker: PersonId, said: Said, asked_at: int) -> SpeakAs:
    blank = SpeakAs(speaker, incident=said.incident, asked_at=asked_at)
    match said:
        case ReportCondition(condition, _, about):
            return replace(blank, about=about, condition=condition)
        case ReportEvacuated(_, about):
            return replace(blank, about=about, condition=Condition.SAFE, whereabouts=Whereabouts.SHELTER)
        case ReportWhereabouts(whereabouts, _, about):
            return replace(blank, about=about, whereabouts=whereabouts)
        case ReportNeed(need, _, about):
            return replace(blank, about=about, need=need)
        case SpeakForAll(condition):
            return replace(blank, condition=condition)


def who_needs_help(turn: Turn) -> tuple[Say, Ask]:
    """After a call for help, which is on its way for all of them until somebody says otherwise."""
    id_, hurt = _incident(turn), _is_hurt(turn)
    all_of_them = SpeakForAll(Condition.INJURED if hurt else Condition.NEEDS_RESCUE, id_)
    buttons = _buttons(turn, lambda who: HelpIsFor(who, id_))
    question = text("sharing.who_is_hurt") if hurt else text("sharing.who_needs_help")
    told = Say(text("sharing.told_for_all", people=names(turn.sharers)))
    return told, Ask(question, (*buttons, Choice(_all_of_us(turn), all_of_them, Style.DANGER)))


def and_how_is(other: Person, incident: IncidentId | None) -> Ask:
    """The next one on the same phone, by name."""
    return Ask(
        text("sharing.and_how_is", name=other.name),
        (
            Choice(text("button.other.safe"), ReportCondition(Condition.SAFE, incident, other.id), Style.GOOD),
            Choice(text("button.other.injured"), ReportCondition(Condition.INJURED, incident, other.id), Style.WARNING),
            Choice(
                text("button.other.rescue"), ReportCondition(Condition.NEEDS_RESCUE, incident, other.id), Style.DANGER
            ),
            Choice(text("button.other.evacuated"), ReportEvacuated(incident, other.id)),
            Choice(text("button.later"), SkipQuestion(), Style.QUIET),
        ),
    )


def _incident(turn: Turn) -> IncidentId | None:
    incident = incident_meant(turn)
    return incident.id if incident else None


def _buttons(turn: Turn, tap_of: Callable[[PersonId], Tap]) -> tuple[Button, ...]:
    return tuple(Choice(text("sharing.name", name=each.name), tap_of(each.id)) for each in turn.sharers)


def _all_of_us(turn: Turn) -> Text:
    return text("sharing.button.both") if len(turn.sharers) == 2 else text("sharing.button.all")


def _is_hurt(turn: Turn) -> bool:
    match turn.event.what:
        case ButtonTapped(ReportCondition(condition=condition)):
            return condition is Condition.INJURED
        case _:
            return turn.understanding is not None and turn.understanding.condition is Condition.INJURED


def _is_safe(turn: Turn) -> bool:
    match turn.event.what:
        case ButtonTapped(ReportCondition(condition=Condition.SAFE) | ReportEvacuated()):
            return True
        case _:
            return _said_in_words(turn) is Condition.SAFE


def _statement(turn: Turn, incident: IncidentId | None) -> Callable[[PersonId], Tap] | None:
    """The same statement as a button for each of them; None where nothing was stated."""
    match turn.event.what:
        case ButtonTapped(ReportCondition(condition, of)):
            return lambda who: ReportCondition(condition, of, who)
        case ButtonTapped(ReportEvacuated(of)):
            return lambda who: ReportEvacuated(of, who)
        case ButtonTapped(ReportWhereabouts(whereabouts, of)):
            return lambda who: ReportWhereabouts(whereabouts, of, who)
        case ButtonTapped(ReportNeed(need, of)):
            return lambda who: ReportNeed(need, of, who)
        case _:
            said = _said_in_words(turn)
            return (lambda who: ReportCondition(said, incident, who)) if said is not None else None


def _said_in_words(turn: Turn) -> Condition | None:
    understood = turn.understanding
    if not isinstance(turn.event.what, TextSaid) or understood is None or understood.about is About.OTHER:
        return None
    return understood.condition if reading(understood) is Reading.RECORD else None
