"""Ties the account of a conversation to a person, once they have said yes to the name that was shown."""

from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.conversation import State
from bot.core.errors import Unavailable
from bot.core.events import ButtonTapped, TextSaid
from bot.core.people import Person
from bot.core.records import AccountTied, CodeTried, Message, NoticeKind, Record, TiedBy
from bot.core.replies import Say, text
from bot.core.requests import Circle, CircleOf, CodeFault, CodeHolder, HolderOfCode, SignInAddress, StandingCode
from bot.core.taps import Answer, Unlink
from bot.core.turn import Outcome, Turn
from bot.rules.notice import notice
from bot.rules.offering import first_offer
from bot.rules.one_time_code import typed_code
from bot.topics.linking import accounts, texts
from bot.topics.linking.belonging import named_here, people_here
from bot.topics.linking.signs import answer_to
from bot.topics.linking.unlinking import unlink, unlinking_answered
from bot.topics.linking.words import asks_to_link, asks_to_unlink


def handle(turn: Turn) -> Topic[Outcome]:
    what = turn.event.what
    words = what.text if isinstance(what, TextSaid) else ""
    code = typed_code(words)
    if code is not None:
        return (yield from _code(turn, code))
    if isinstance(what, ButtonTapped) and isinstance(what.tap, Unlink):
        return unlink(turn, what.tap.person)
    if asks_to_unlink(words):
        return unlink(turn, None)
    answer = answer_to(turn)
    if answer is not None:
        return (yield from _answered(turn, answer))
    if words and not asks_to_link(words):
        return Outcome(turn.conversation, (texts.with_telephone(text("linking.eight_digits"), turn.city),))
    return (yield from _start(turn))


def ask_again(turn: Turn) -> Topic[Outcome]:
    """The open question once more, after words that were not understood."""
    if turn.conversation.state is State.AWAITING_END:
        return (yield from accounts.handle(turn))
    if turn.conversation.state is State.AWAITING_UNLINK:
        return unlink(turn, None)
    holder = yield from _waiting_holder(turn)
    if holder.person is None:
        return Outcome(turn.conversation.idle(), (texts.with_telephone(text("linking.expired"), turn.city),))
    asked = texts.is_this_you(holder.person, people_here(turn))
    return Outcome(turn.conversation, (asked,), disclosures=named_here(turn, holder.person))


def tie(turn: Turn, person: Person, by: TiedBy, code: str | None = None) -> Topic[Outcome]:
    """From here on the account is theirs too; what may be shared is asked next, where nothing else is more urgent."""
    tied = _tied(turn, person, by, code)
    if turn.sharers or turn.person is not None:
        return tied
    circle = yield from ask(CircleOf(person.id))
    offered = first_offer(replace(turn, person=person, conversation=tied.conversation), circle or Circle(person))
    if offered is None:
        return tied
    replies, conversation = offered
    return replace(tied, replies=(*tied.replies, *replies), conversation=conversation)


def _tied(turn: Turn, person: Person, by: TiedBy, code: str | None) -> Outcome:
    """Who speaks on a shared account is asked when it matters."""
    here = tuple(each for each in people_here(turn) if each.id != person.id)
    speaker = person.id if not here else None
    records, messages = _told(turn, person)
    return Outcome(
        conversation=replace(turn.conversation.idle(), person=speaker, offered=None, listed=None),
        replies=(texts.linked(person, here),),
        records=(AccountTied(turn.conversation.id, person.id, by, code, turn.event.sent_from.browser), *records),
        messages=messages,
    )


def _told(turn: Turn, person: Person) -> tuple[tuple[Record, ...], tuple[Message, ...]]:
    """Whoever had an account before hears of the new one.

    Of somebody under a disclosure block staff hear of it instead: an older account may be held by whom they hide from.
    """
    if not person.disclosure_block:
        return (), (Message(person.id, (texts.linked_elsewhere(turn.city),)),)
    return (replace(notice(turn, NoticeKind.ACCOUNT_LINKED, None, person.id), words=None),), ()


def _start(turn: Turn) -> Topic[Outcome]:
    here = people_here(turn)
    if here:
        return Outcome(turn.conversation, (texts.already(here),))
    try:
        address: str | None = yield from ask(SignInAddress(turn.conversation.id))
    except Unavailable:
        address = None
    return Outcome(turn.conversation, (texts.how_to_link(turn.city, address),))


def _code(turn: Turn, code: str) -> Topic[Outcome]:
    browser = turn.event.sent_from.browser
    holder = yield from ask(HolderOfCode(code, turn.conversation.id, turn.now, turn.event.sent_from.network))
    if holder.person is None:
        return _refused(turn, holder)
    here = people_here(turn)
    if holder.person in here:
        again = AccountTied(turn.conversation.id, holder.person.id, TiedBy.CODE, holder.digest, browser)
        return Outcome(turn.conversation, (texts.already(here),), (again,))
    waiting = turn.conversation.at(State.AWAITING_LINK, about=holder.person.id)
    question = texts.is_this_you(holder.person, here)
    shown = named_here(turn, holder.person)
    waiting = replace(waiting, link_code=holder.digest, link_browser=browser)
    return Outcome(waiting, (question,), disclosures=shown)


def _refused(turn: Turn, holder: CodeHolder) -> Outcome:
    """What to do next, and how many tries are left. The open question, whatever it was, stays open."""
    tried = (CodeTried(turn.conversation.id, turn.now, turn.event.sent_from.network),)
    if holder.fault is CodeFault.TOO_MANY_TRIES:
        return Outcome(turn.conversation, (texts.with_telephone(text("linking.too_many_tries"), turn.city),))
    if holder.tries_left == 0:
        return Outcome(turn.conversation, (texts.with_telephone(text("linking.too_many_tries"), turn.city),), tried)
    why = text("linking.expired") if holder.fault is CodeFault.EXPIRED else text("linking.unknown")
    left = Say(text("linking.tries_left", count=holder.tries_left))
    return Outcome(turn.conversation, (texts.with_telephone(why, turn.city), left), tried)


def _answered(turn: Turn, answer: Answer) -> Topic[Outcome]:
    if turn.conversation.state is not State.AWAITING_LINK:
        return unlinking_answered(turn, answer)
    if turn.event.sent_from.browser != turn.conversation.link_browser:
        return Outcome(turn.conversation, (Say(text("linking.code_again")),))
    if answer is Answer.NO:
        return Outcome(turn.conversation.idle(), (texts.with_telephone(text("linking.not_linked"), turn.city),))
    holder = yield from _waiting_holder(turn)
    if holder.person is None:
        return Outcome(turn.conversation.idle(), (texts.with_telephone(text("linking.expired"), turn.city),))
    return (yield from tie(turn, holder.person, TiedBy.CODE, holder.digest))


def _waiting_holder(turn: Turn) -> Topic[CodeHolder]:
    """Whom the typed code links now: it may have run out, or been used or replaced, while the question waited."""
    digest, about = turn.conversation.link_code, turn.conversation.about
    if digest is None:
        return CodeHolder(fault=CodeFault.EXPIRED)
    holder = yield from ask(StandingCode(digest, turn.now))
    if holder.person is None or holder.person.id != about:
        return CodeHolder(fault=CodeFault.EXPIRED)
    return holder
