"""The city OS says who it is, and the channel brings the answer back (LINE `accountLink`, line.md 5.1)."""

from bot.core.ask import Topic, ask
from bot.core.events import AccountLinked
from bot.core.records import AccountTied, TiedBy
from bot.core.replies import text
from bot.core.requests import SignedInBy
from bot.core.turn import Outcome, Turn
from bot.topics.linking import texts
from bot.topics.linking.belonging import people_here
from bot.topics.linking.handle import tie


def handle(turn: Turn) -> Topic[Outcome]:
    """Nobody is asked again: they have just signed in, in their own browser.

    LINE tells of a link that failed without saying whose it was: then nobody can be answered.
    """
    what = turn.event.what
    assert isinstance(what, AccountLinked)
    if not what.succeeded and turn.event.reply_token is None:
        return Outcome(turn.conversation)
    person = (yield from ask(SignedInBy(what.nonce, turn.now))) if what.succeeded else None
    if person is None:
        return Outcome(turn.conversation, (texts.with_telephone(text("linking.failed"), turn.city),))
    if person in people_here(turn):
        again = AccountTied(turn.conversation.id, person.id, TiedBy.CITY_OS)
        return Outcome(turn.conversation, (texts.already(people_here(turn)),), (again,))
    return (yield from tie(turn, person, TiedBy.CITY_OS))
