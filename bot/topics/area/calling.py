"""もう一度呼びかけて: the silent of the district are reminded now, after a tap that says how many."""

from bot.core.ask import Topic, ask
from bot.core.events import ButtonTapped
from bot.core.records import DistrictCalled
from bot.core.replies import Ask, Choice, Reply, Say, Style, text
from bot.core.requests import SilentCount, SilentIn
from bot.core.taps import AskSummary, CallAgain
from bot.core.turn import Outcome, Turn
from bot.rules.calling_again import next_call
from bot.rules.reminding import reminder
from bot.topics.area.question import About

_NUMBER = 2
"""As in the ladder's second reminder: two choices."""


def answer(turn: Turn, about: About) -> Topic[Outcome]:
    count = yield from ask(SilentIn(about.district, about.incident.id))
    later = next_call(count.called_at, turn.now)
    if later is not None:
        return _say(turn, about, Say(text("area.call.later", at=later)))
    if not count.silent:
        return _say(turn, about, Say(text("area.call.nobody", district=about.name)))
    if not count.reachable:
        return _say(turn, about, Say(text("area.call.unreachable", count=count.silent)))
    if _is_sure(turn, about):
        return _called(turn, about, count)
    return _say(turn, about, _question(about, count))


def _is_sure(turn: Turn, about: About) -> bool:
    """The tap under a number of this incident; one of another asks anew."""
    tap = turn.event.what.tap if isinstance(turn.event.what, ButtonTapped) else None
    return isinstance(tap, CallAgain) and tap.incident == about.incident.id


def _question(about: About, count: SilentCount) -> Ask:
    away = count.silent - count.reachable
    words = text("area.call.sure", district=about.name, silent=count.silent, count=count.reachable)
    if away:
        words = text("area.call.sure_some", district=about.name, silent=count.silent, count=count.reachable, away=away)
    return Ask(
        words,
        (
            Choice(text("area.call.yes", count=count.reachable), CallAgain(about.district, about.incident.id)),
            Choice(text("area.call.no"), AskSummary(about.district), Style.QUIET),
        ),
    )


def _called(turn: Turn, about: About, count: SilentCount) -> Outcome:
    assert turn.person is not None
    words = reminder(about.incident, turn.city, _NUMBER)
    called = DistrictCalled(about.district, about.incident, turn.person.id, words)
    said = Say(text("area.call.done", count=count.reachable))
    return Outcome(turn.conversation.idle(), (said,), (called,), drill=about.incident.drill)


def _say(turn: Turn, about: About, reply: Reply) -> Outcome:
    return Outcome(turn.conversation.idle(), (reply,), drill=about.incident.drill)
