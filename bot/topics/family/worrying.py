"""What the speaker may know of how somebody is; and whom 「いま向かっています」 means where it names nobody."""

from bot.core.consents import Disclosure, Item, Purpose
from bot.core.people import Person
from bot.core.reports import Standing
from bot.core.turn import Turn
from bot.rules.calling import Relative, as_relative
from bot.rules.consent import Allowed, Moment, Question, decide, disclosed
from bot.rules.safety import is_distress

_ITEMS = frozenset({Item.NAME, Item.CONDITION})


def standing_of(relative: Relative) -> Standing:
    check_in = relative.followed.check_in_of(relative.incident)
    return check_in.standing if check_in else Standing()


def condition_shown(turn: Turn, asker: Person, relative: Relative) -> Disclosure | None:
    """The ledger's row for name and condition; None where `asker` may not know both, or how they are."""
    followed, incident = relative.followed, relative.incident
    question = Question(
        subject=followed.person,
        recipient=as_relative(asker, followed),
        purpose=Purpose.SAFETY_SHARING,
        items=_ITEMS,
        moment=Moment(turn.now, bool(incident and incident.drill), followed.emergencies, turn.city.disclosure),
        consents=followed.consents,
        consent_unasked=followed.consent_unasked,
    )
    decision = decide(question)
    if not isinstance(decision, Allowed) or not decision.items >= _ITEMS:
        return None
    return disclosed(question, decision, _ITEMS, incident.id if incident else None)


def worrying(
    turn: Turn, asker: Person, meant: tuple[Relative, ...]
) -> tuple[tuple[Relative, ...], tuple[Disclosure, ...]]:
    """Those of `meant` of whom nothing good is known, or all; and what leaving the others out gives away.

    Only those count of whom the speaker may know how they are: an answer that left others out would tell it.
    """
    known = [(each, row) for each in meant if (row := condition_shown(turn, asker, each)) is not None]
    narrowed = tuple(each for each, _ in known if _is_worrying(each))
    if not narrowed or len(narrowed) == len(meant):
        return meant, ()
    return narrowed, tuple(row for _, row in known)


def _is_worrying(relative: Relative) -> bool:
    condition = standing_of(relative).condition
    return relative.incident is not None and (condition is None or is_distress(condition))
