"""In the web chat only the browser in which the code was typed may say yes, and is named in the record."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.conversation import Conversation, State
from bot.core.events import ButtonTapped, Event, Happening, SentFrom, TextSaid
from bot.core.ids import ConversationId, EventId, PersonId
from bot.core.people import City, Person
from bot.core.records import AccountTied, CodeTried, NoticeKind, NoticeRaised
from bot.core.replies import Say, text
from bot.core.requests import CircleOf, CodeFault, CodeHolder, HolderOfCode, Request
from bot.core.taps import Answer, ConfirmLink
from bot.core.turn import Outcome, Turn
from bot.topics.linking import handle

NOON = datetime(2026, 6, 1, 3, tzinfo=UTC)
CITY = City("会津若松市", "0242-00-0000", "市のホームページ")
CHAT = ConversationId("web:feedbeef")
HANA = Person(PersonId("hana"), "会津 花子", None)
HERS, HIS = SentFrom("a" * 64, "beef"), SentFrom("b" * 64, "cafe")
YES = ButtonTapped(ConfirmLink(Answer.YES))


def outcome(
    what: Happening, sent: SentFrom, before: Conversation | None = None, holder: CodeHolder | None = None
) -> tuple[Outcome, list[Request[Any]]]:
    """What comes of it where the code is Hana's, and what was asked on the way."""
    event = Event(EventId("E1"), CHAT, NOON, what, sent_from=sent)
    topic = handle.handle(Turn(event, NOON + timedelta(seconds=1), before or Conversation(CHAT), CITY))
    found, asked = holder or CodeHolder(HANA, "digest"), list[Request[Any]]()
    answer: Any = None
    while True:
        try:
            request = topic.send(answer)
        except StopIteration as end:
            return end.value, asked
        asked.append(request)
        answer = None if isinstance(request, CircleOf) else found


def waiting() -> Conversation:
    return outcome(TextSaid("1234 5678"), HERS)[0].conversation


def test_the_conversation_remembers_in_which_browser_the_code_was_typed() -> None:
    assert (waiting().state, waiting().link_browser) == (State.AWAITING_LINK, HERS.browser)


def test_who_typed_it_is_linked_and_named_in_the_record() -> None:
    record = outcome(YES, HERS, waiting())[0].records[0]
    assert isinstance(record, AccountTied)
    assert (record.person, record.code, record.browser) == (HANA.id, "digest", HERS.browser)


def test_another_browser_with_the_same_cookie_links_nothing_and_closes_nothing() -> None:
    for said in (YES, TextSaid("はい"), ButtonTapped(ConfirmLink(Answer.NO)), TextSaid("いいえ")):
        answered, asked = outcome(said, HIS, waiting())
        assert answered == Outcome(waiting(), (Say(text("linking.code_again")),))
        assert asked == []


def test_a_question_that_was_answered_leaves_no_browser_behind() -> None:
    assert outcome(ButtonTapped(ConfirmLink(Answer.NO)), HERS, waiting())[0].conversation.link_browser is None


def test_a_code_that_the_owner_of_this_account_types_again_proves_them_anew() -> None:
    event = Event(EventId("E1"), CHAT, NOON, TextSaid("1234 5678"), sent_from=HERS)
    topic = handle.handle(Turn(event, NOON, Conversation(CHAT, person=HANA.id), CITY, HANA))
    next(topic)
    try:
        topic.send(CodeHolder(HANA, "digest"))
    except StopIteration as end:
        (record,) = end.value.records
        assert (record.code, record.browser) == ("digest", HERS.browser)
    else:
        raise AssertionError


def test_tries_are_counted_by_network() -> None:
    wrong = CodeHolder(fault=CodeFault.UNKNOWN, tries_left=4)
    tried, (asked,) = outcome(TextSaid("1234 5678"), HIS, holder=wrong)
    assert isinstance(asked, HolderOfCode)
    assert asked.network == "cafe"
    assert tried.records == (CodeTried(CHAT, NOON + timedelta(seconds=1), "cafe"),)


def test_the_other_accounts_of_somebody_who_hides_are_not_told_but_staff_are() -> None:
    hidden = CodeHolder(replace(HANA, disclosure_block=True), "digest")
    linked = outcome(YES, HERS, waiting(), hidden)[0]
    assert linked.messages == ()
    (notice,) = (each for each in linked.records if isinstance(each, NoticeRaised))
    assert (notice.kind, notice.about, notice.words) == (NoticeKind.ACCOUNT_LINKED, HANA.id, None)
