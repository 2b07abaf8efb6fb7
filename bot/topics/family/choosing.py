"""Whom is it about, and how are they: the two questions of an answer for somebody else."""

from bot.core.ask import Topic
from bot.core.conversation import State
from bot.core.replies import Ask, Choice, Say, Style, text
from bot.core.taps import ChooseRelative, ReportCondition, ReportEvacuated, SkipQuestion
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.calling import Relative

_MAX_CHOICES = 8


def later(turn: Turn) -> Topic[Outcome]:
    """「あとで」: the question is dropped, and may be taken up at any time."""
    yield from ()
    return Outcome(turn.conversation.idle(), (Say(text("family.later")),), must_deliver=False)


def nobody_followed(turn: Turn) -> Outcome:
    """The city knows of nobody; staff can mend that."""
    nobody = Say(text("family.nobody", phone=turn.city.phone))
    return Outcome(turn.conversation.idle(), (nobody,), drill=bool(turn.incident and turn.incident.drill))


def choose_person(turn: Turn, candidates: tuple[Relative, ...], condition: Condition | None) -> Outcome:
    """「どなたのことですか」; a condition already said stays in the buttons, so that it need not be said twice."""
    offered = candidates[:_MAX_CHOICES]
    choices = tuple(Choice(each.called, _chosen(each, condition)) for each in offered)
    later = Choice(text("button.later"), SkipQuestion(), Style.QUIET)
    return Outcome(
        conversation=turn.conversation.at(State.AWAITING_RELATIVE),
        replies=(Ask(text("family.who"), (*choices, later)),),
        disclosures=tuple(each.disclosure for each in offered if each.disclosure),
        drill=all(each.incident and each.incident.drill for each in offered),
    )


def _chosen(relative: Relative, condition: Condition | None) -> ChooseRelative | ReportCondition:
    person, incident = relative.followed.person.id, relative.incident.id if relative.incident else None
    return ChooseRelative(person, incident) if condition is None else ReportCondition(condition, incident, person)


def choose_condition(turn: Turn, relative: Relative) -> Outcome:
    """「お母さんは ご無事ですか」"""
    incident = relative.incident
    id_, about = (incident.id if incident else None), relative.followed.person.id
    return Outcome(
        conversation=turn.conversation.at(State.AWAITING_RELATIVES_CONDITION, about=about, incident=id_),
        replies=(
            Ask(
                text("family.how_is", person=relative.called),
                (
                    Choice(text("button.other.safe"), ReportCondition(Condition.SAFE, id_, about), Style.GOOD),
                    Choice(text("button.other.injured"), ReportCondition(Condition.INJURED, id_, about), Style.WARNING),
                    Choice(
                        text("button.other.rescue"), ReportCondition(Condition.NEEDS_RESCUE, id_, about), Style.DANGER
                    ),
                    Choice(text("button.other.evacuated"), ReportEvacuated(id_, about)),
                    Choice(text("button.later"), SkipQuestion(), Style.QUIET),
                ),
            ),
        ),
        disclosures=(relative.disclosure,) if relative.disclosure else (),
        drill=bool(incident and incident.drill),
    )
