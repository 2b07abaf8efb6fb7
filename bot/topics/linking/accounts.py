"""「つながっている窓口」: every account that was tied to a person, and one tap to end what others tied to them."""

from bot.core.ask import Topic, ask
from bot.core.conversation import State
from bot.core.events import ButtonTapped
from bot.core.people import Person
from bot.core.records import AccountUntied, EndedBy, Message
from bot.core.replies import Say, text
from bot.core.requests import AccountsOf, LinkedAccount
from bot.core.taps import Answer, EndAccount
from bot.core.turn import Outcome, Turn
from bot.rules.own_accounts import in_sight, link_ended
from bot.topics.linking import account_texts
from bot.topics.linking.signs import answer_to


def handle(turn: Turn) -> Topic[Outcome]:
    """The account in use is ended as ever, by 「つながりをやめる」; each other one here, and is told so itself."""
    if turn.person is None:
        return Outcome(turn.conversation.idle(), (Say(text("linking.not_linked_anyway")),))
    accounts = in_sight(turn.person, (yield from ask(AccountsOf(turn.person.id))), turn.conversation.id)
    match turn.event.what:
        case ButtonTapped(EndAccount(account=id_, answer=answer)):
            return _tapped(turn, turn.person, accounts, _numbered(accounts, id_), answer)
        case ButtonTapped():
            return _list(turn, accounts)
        case _:
            return _said(turn, turn.person, accounts)


def _tapped(
    turn: Turn,
    person: Person,
    accounts: tuple[LinkedAccount, ...],
    found: tuple[int, LinkedAccount] | None,
    answer: Answer | None,
) -> Outcome:
    """A button of an old list may name what has ended since: then the list as it is now."""
    if found is None:
        return _list(turn, accounts)
    if answer is Answer.YES:
        return _ended(turn, person, *found)
    if answer is Answer.NO:
        return Outcome(turn.conversation.idle(), (Say(text("linking.kept")),))
    return Outcome(turn.conversation.at(State.AWAITING_END), (account_texts.really_end(*found),))


def _said(turn: Turn, person: Person, accounts: tuple[LinkedAccount, ...]) -> Outcome:
    """In words only where one account alone can be meant."""
    answer = answer_to(turn) if turn.conversation.state is State.AWAITING_END else None
    if answer is Answer.NO:
        return Outcome(turn.conversation.idle(), (Say(text("linking.kept")),))
    others = accounts[1:]
    if answer is Answer.YES and len(others) == 1:
        return _ended(turn, person, 2, others[0])
    return _list(turn, accounts)


def _ended(turn: Turn, person: Person, number: int, account: LinkedAccount) -> Outcome:
    return Outcome(
        conversation=turn.conversation.idle(),
        replies=(account_texts.ended(number, account),),
        records=(AccountUntied(account.conversation, person.id, EndedBy.ANOTHER),),
        messages=(Message(person.id, link_ended(turn.city), only=account.conversation),),
    )


def _list(turn: Turn, accounts: tuple[LinkedAccount, ...]) -> Outcome:
    return Outcome(turn.conversation.idle(), account_texts.listed(turn.city, accounts))


def _numbered(accounts: tuple[LinkedAccount, ...], id_: str) -> tuple[int, LinkedAccount] | None:
    """As the list numbers them. The account in use, the first, is not ended here."""
    return next(((number, each) for number, each in enumerate(accounts, 1) if number > 1 and each.id == id_), None)
