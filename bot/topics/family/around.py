"""What the others around a person already know and do, beside the news of that person; and what the asker can do."""

from bot.core.ask import Topic, ask
from bot.core.going import Going
from bot.core.incidents import Incident
from bot.core.replies import Button, Choice, Paragraph, Style, text
from bot.core.reports import Standing
from bot.core.requests import DisclosuresOf, Followed
from bot.core.taps import Nudge, SayGoing, TakeBackGoing
from bot.core.turn import Turn
from bot.core.understanding import Condition
from bot.rules.going import GOERS, lines_for, under_way
from bot.rules.known_by import LOOKS, known_by


def on_the_way(turn: Turn, followed: Followed, incident: Incident | None, standing: Standing) -> tuple[Going, ...]:
    return under_way(followed.going, incident.id if incident else None, standing, turn.now)


def going_lines(turn: Turn, going: tuple[Going, ...]) -> tuple[Paragraph, ...]:
    return lines_for(turn.person.id, going) if turn.person else ()


def known_lines(
    turn: Turn, followed: Followed, incident: Incident | None, standing: Standing
) -> Topic[tuple[Paragraph, ...]]:
    """「このことを知っている方: 息子さん」"""
    if incident is None or turn.person is None:
        return ()
    looks = yield from ask(DisclosuresOf(followed.person.id, LOOKS))
    who = known_by(looks, incident.id, standing.said_at or incident.opened_at, turn.person.id)
    return (Paragraph(text("family.known_by", people=who)),) if who else ()


def buttons(
    turn: Turn, followed: Followed, incident: Incident | None, standing: Standing, going: tuple[Going, ...]
) -> tuple[Button, ...]:
    """Only where somebody has to look after them: silent, or in distress, in an incident that is open."""
    if incident is None or standing.condition is Condition.SAFE or followed.relation.kind not in GOERS:
        return ()
    person = followed.person.id
    if turn.person is not None and any(each.goer == turn.person.id for each in going):
        go = Choice(text("button.cannot_go"), TakeBackGoing(person), Style.QUIET)
    else:
        go = Choice(text("button.going"), SayGoing(person, incident.id))
    again = Choice(text("button.nudge"), Nudge(person, incident.id))
    return (go, again) if standing.condition is None else (go,)
