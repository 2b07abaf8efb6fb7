"""「家族にも知らせる」: that a consent has ended, told to family because the person wants it, and only then."""

from datetime import timedelta

from bot.core.consents import Consent
from bot.core.replies import Say, text
from bot.core.requests import Circle
from bot.core.turn import Outcome, Turn
from bot.rules.ended_news import family_told, words_for
from bot.topics.consent.closing import shut
from bot.topics.consent.listing import standing
from bot.topics.consent.stopping import nothing_to_do, own, shows_the_same

_RIGHT_AFTER = timedelta(days=1)
"""A button further up in the chat is no wish of today."""


def tell_family(turn: Turn, circle: Circle, id_: str) -> Outcome:
    """Only what the person stopped themselves, right after, and as long as it stays so."""
    stopped = own(circle, id_)
    ended = _ended_with(turn, circle, stopped) if stopped is not None else ()
    told = family_told(circle, ended, turn.now)
    people = words_for(circle, told)
    if not people:
        return nothing_to_do(turn, circle, text("consent.tell.cannot"))
    return Outcome(shut(turn.conversation), (Say(text("consent.tell.done", people=people)),), messages=told)


def _ended_with(turn: Turn, circle: Circle, stopped: Consent) -> tuple[Consent, ...]:
    """It and what ended with it; nothing where some of it stands again."""
    at = stopped.withdrawn_at
    by_the_person = stopped.withdrawn_by in (None, stopped.person)
    if at is None or stopped.refused or not by_the_person or not at <= turn.now < at + _RIGHT_AFTER:
        return ()
    if any(shows_the_same(each, stopped) for each in standing(turn, circle)):
        return ()
    return tuple(each for each in circle.consents if each.withdrawn_at == at and shows_the_same(each, stopped))
