"""Which accounts of a person one of them may see and end, and what an account is told whose link was ended. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.core.ids import ConversationId
from bot.core.people import City, Person
from bot.core.replies import Ask, Choice, Link, Style, text
from bot.core.requests import LinkedAccount
from bot.core.taps import StartLinking

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
"""What came with the city's files was there before anything that somebody proved."""


def in_sight(person: Person, accounts: Sequence[LinkedAccount], here: ConversationId) -> tuple[LinkedAccount, ...]:
    """All of them, over any of them; the one in use first, the newest next.

    Of somebody under a disclosure block an account sees itself and those that were linked before it: whoever proved
    last who they are may end what others hold, and who holds an older one does not learn that there is a new one.
    """
    own = next((each for each in accounts if each.conversation == here), None)
    if own is None:
        return ()
    others = [each for each in accounts if each is not own]
    if person.disclosure_block:
        others = [each for each in others if _since(each) < _since(own)]
    return (own, *sorted(others, key=lambda each: (_since(each), each.id), reverse=True))


def link_ended(city: City) -> tuple[Ask]:
    """To an account that is nobody's from now on, whoever ended it: nothing of them, and where to ask."""
    call = Link(text("button.call_city"), f"tel:{city.phone}", Style.QUIET)
    return (Ask(text("linking.ended"), (call, Choice(text("linking.button.start"), StartLinking(), Style.QUIET))),)


def _since(account: LinkedAccount) -> datetime:
    return account.since or _BEFORE_ALL
