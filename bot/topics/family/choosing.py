"""Whom is it about, and how are they: the two questions of an answer for somebody else."""

from bot.core.ask import Topic
from bot.core.conversation import State
from bot.core.incidents import Incident
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
    return Outcome(turn.conversation.idle(), (Say(text("family.nobody", phone=turn.city.phone)),))


def choose_person(
    turn: Turn, candidates: tuple[Relative, ...], incident: Incident | None, condition: Condition | None
) -> Outcome:
    """「どなたのことですか」; a condition already said stays in the buttons, so that it need not be said twice."""
    id_ = incident.id if incident else None
    choices = tuple(
        Choice(
            each.called,
            ChooseRelative(each.followed.person.id, id_)
            if condition is None
            else ReportCondition(condition, id_, each.followed.person.id),
        )
        for each in candidates[:_MAX_CHOICES]
    )
    later = Choice(text("button.later"), SkipQuestion(), Style.QUIET)
    return Outcome(
        conversation=turn.conversation.at(State.AWAITING_RELATIVE, incident=id_),
        replies=(Ask(text("family.who"), (*choices, later)),),
        disclosures=tuple(each.disclosure for each in candidates[:_MAX_CHOICES] if each.disclosure),
        drill=bool(incident and incident.drill),
    )


def choose_condition(turn: Turn, relative: Relative, incident: Incident | None) -> Outcome:
    """「お母さんは ご無事ですか」"""
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
