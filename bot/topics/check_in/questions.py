"""The questions of the check-in, one at a time, each with big buttons, and the words for what was recorded."""

from bot.core.ids import IncidentId, PersonId
from bot.core.replies import (
    Ask,
    AskPlace,
    Button,
    Card,
    Choice,
    Entry,
    Paragraph,
    Reply,
    Say,
    Style,
    Text,
    text,
)
from bot.core.reports import Refuge, Standing
from bot.core.taps import (
    AnswerForFamily,
    AskHuman,
    ChangeReport,
    ReportCondition,
    ReportEvacuated,
    ReportForReal,
    ReportNeed,
    ReportRefuge,
    ReportWhereabouts,
    SkipQuestion,
)
from bot.core.understanding import Condition, Need, Whereabouts
from bot.rules.emergency_call import CALL_119
from bot.rules.news import place_word

OFFERED_REFUGES = (Refuge.CAR, Refuge.KIN, Refuge.UPSTAIRS, Refuge.OTHER)
_OFFERED_NEEDS = (Need.WATER, Need.FOOD, Need.MEDICINE, Need.POWER, Need.TOILET, Need.BLANKET)


def condition_buttons(incident: IncidentId | None, about: PersonId | None = None) -> tuple[Button, ...]:
    """The same four in the same order wherever the question stands (line.md 12.4)."""
    return (
        Choice(text("button.safe"), ReportCondition(Condition.SAFE, incident, about), Style.GOOD),
        Choice(text("button.injured"), ReportCondition(Condition.INJURED, incident, about), Style.WARNING),
        Choice(text("button.rescue"), ReportCondition(Condition.NEEDS_RESCUE, incident, about), Style.DANGER),
        Choice(text("button.evacuated"), ReportEvacuated(incident, about)),
    )


def ask_condition(incident: IncidentId | None, words: Text | None = None) -> Ask:
    family = Choice(text("button.for_family"), AnswerForFamily(incident), Style.QUIET)
    return Ask(words or text("check_in.how_are_you"), (*condition_buttons(incident), family))


def ask_whereabouts(incident: IncidentId | None) -> Ask:
    """Where somebody is who is well: home, shelter, on the way, elsewhere."""
    return Ask(
        text("check_in.where_are_you"),
        (
            *(Choice(text(f"button.{each}"), ReportWhereabouts(each, incident)) for each in Whereabouts),
            Choice(text("button.later"), SkipQuestion(), Style.QUIET),
        ),
    )


def ask_refuge(incident: IncidentId | None) -> Ask:
    """Elsewhere: in a car, with kin, upstairs; so that nobody is looked for in vain. One tap, or none."""
    return Ask(
        text("check_in.where_elsewhere"),
        (
            *(Choice(text(f"button.refuge.{each}"), ReportRefuge(each, incident)) for each in OFFERED_REFUGES),
            Choice(text("button.later"), SkipQuestion(), Style.QUIET),
        ),
    )


def ask_needs(incident: IncidentId | None) -> Ask:
    return Ask(
        text("check_in.anything_lacking"),
        (
            Choice(text("button.nothing_lacking"), ReportNeed(None, incident), Style.GOOD),
            *(Choice(text(f"button.need.{each}"), ReportNeed(each, incident)) for each in _OFFERED_NEEDS),
            Choice(text("button.need.other"), ReportNeed(Need.OTHER, incident)),
        ),
    )


def ask_more_needs(incident: IncidentId | None) -> Ask:
    """After the first thing lacking: anything else?"""
    return Ask(
        text("check_in.anything_else"),
        (
            Choice(text("button.nothing_else"), SkipQuestion(), Style.GOOD),
            *(Choice(text(f"button.need.{each}"), ReportNeed(each, incident)) for each in _OFFERED_NEEDS),
            Choice(text("button.need.other"), ReportNeed(Need.OTHER, incident)),
        ),
    )


def ask_place() -> AskPlace:
    """With the button to 119, which the cards before it may have left behind on a small screen."""
    return AskPlace(text("rescue.where_are_you"), (CALL_119,))


def ask_place_again() -> AskPlace:
    """After 「早く助けて」, which is no place, and after 「台所で動けない」, which is one: nobody here can tell."""
    return AskPlace(text("rescue.where_exactly"), (CALL_119,))


def ask_still_in_danger(incident: IncidentId | None) -> Ask:
    """After 「大丈夫です」 of somebody who has called for help. Without an incident, yes is said in earnest."""
    still = ReportForReal() if incident is None else ReportCondition(Condition.NEEDS_RESCUE, incident)
    return Ask(
        text("rescue.still_in_danger"),
        (
            Choice(text("button.still_in_danger"), still, Style.DANGER),
            Choice(text("button.danger_is_over"), ReportCondition(Condition.SAFE, incident), Style.GOOD),
        ),
    )


def received(standing: Standing, told: tuple[Text, ...], incident: IncidentId | None) -> Card:
    """What was recorded and who has been told, with a way to change it."""
    return Card(
        header=text("receipt.header"),
        blocks=(*_facts(standing), *(Paragraph(each) for each in (*told, text("receipt.anything_new")))),
        alert=text("receipt.alert", condition=text(f"condition.{standing.condition or Condition.UNKNOWN}")),
        buttons=(
            Choice(text("button.change"), ChangeReport(incident), Style.QUIET),
            Choice(text("button.for_family"), AnswerForFamily(incident), Style.QUIET),
            Choice(text("button.human"), AskHuman(), Style.QUIET),
        ),
    )


def _facts(standing: Standing) -> tuple[Entry, ...]:
    facts = [Entry(text("receipt.condition"), text(f"condition.{standing.condition or Condition.UNKNOWN}"))]
    if standing.whereabouts is not None:
        facts.append(Entry(text("receipt.whereabouts"), place_word(standing.whereabouts, standing.refuge)))
    if standing.needs is not None:
        facts.append(Entry(text("receipt.needs"), _needs(standing.needs)))
    return tuple(facts)


def _needs(needs: tuple[Need, ...]) -> Text:
    return text("needs.these", needs=tuple(text(f"need.{each}") for each in needs)) if needs else text("needs.none")


def needs_heard(needs: tuple[Need, ...]) -> Text:
    return text("receipt.needs_heard", needs=_needs(needs))


def restated(standing: Standing, incident: IncidentId | None) -> tuple[Reply, ...]:
    """Says back what was just recorded; with an injury also 119 and the way to ask for help."""
    received_ = text("receipt.restated", condition=text(f"condition.{standing.condition or Condition.UNKNOWN}"))
    if standing.condition is not Condition.INJURED:
        return (Say(received_),)
    help_ = Choice(text("button.rescue"), ReportCondition(Condition.NEEDS_RESCUE, incident), Style.DANGER)
    return (Say(received_), Ask(text("check_in.badly_hurt"), (CALL_119, help_)))
