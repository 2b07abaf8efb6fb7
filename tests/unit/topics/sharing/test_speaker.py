"""Whose turn it is on a shared phone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.ask import Topic
from bot.core.conversation import Conversation, State
from bot.core.events import ButtonTapped, Event, TextSaid
from bot.core.ids import ConversationId, EventId, PersonId
from bot.core.people import City, Person
from bot.core.taps import ReportCondition
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.topics.sharing.handle import MOST, handle
from bot.topics.sharing.naming import named_in_words, says_another_speaks
from bot.topics.sharing.speaker import named_by_button, of_now

NOON = datetime(2026, 6, 1, 3, tzinfo=UTC)
HERE = ConversationId("line:U1")
HANA, TARO = Person(PersonId("hana"), "会津 花子", None), Person(PersonId("taro"), "会津 太郎", None)


def turn(words: str, minutes: float = 1, state: State = State.IDLE, person: Person | None = HANA) -> Turn:
    talk = Conversation(HERE, person.id if person else None, state=state, last_event_at=NOON)
    event = Event(EventId("E1"), HERE, NOON + timedelta(minutes=minutes), TextSaid(words))
    return Turn(event, event.occurred_at, talk, City("会津若松市", "0", ""), person, sharers=(HANA, TARO))


def test_who_has_spoken_speaks_on_for_an_hour() -> None:
    assert of_now(turn("無事", 60)).person == HANA
    later = of_now(turn("無事", 61))
    assert (later.person, later.conversation.person) == (None, None)


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("花子です", HANA),
        ("会津太郎です。", TARO),
        ("太郎", TARO),
        ("わたしは花子です", HANA),
        ("会津です", None),
        ("花子は無事です", None),
        ("次郎です", None),
    ],
)
def test_a_name_that_only_one_has_says_who_speaks(words: str, who: Person | None) -> None:
    assert named_in_words(turn(words, state=State.AWAITING_SPEAKER, person=None)) == who
    assert named_in_words(turn(words, person=None)) is None


def test_a_button_with_a_name_is_that_persons_own_word() -> None:
    asked = turn("")
    tapped = ButtonTapped(ReportCondition(Condition.SAFE, None, TARO.id))
    found = named_by_button(replace(asked, event=replace(asked.event, what=tapped)))
    assert found is not None
    person, spoken = found
    assert (person, spoken.person, spoken.event.what) == (TARO, TARO, ButtonTapped(ReportCondition(Condition.SAFE)))


def test_a_button_about_somebody_else_is_not() -> None:
    asked = turn("")
    tapped = ButtonTapped(ReportCondition(Condition.SAFE, None, PersonId("mother")))
    assert named_by_button(replace(asked, event=replace(asked.event, what=tapped))) is None


@pytest.mark.parametrize("words", ["べつの人がこたえる", "別の人です", "人が代わりました", "Someone else"])
def test_another_speaks(words: str) -> None:
    assert says_another_speaks(turn(words))
    assert not says_another_speaks(turn(f"{words}、助けて"))


def test_a_device_that_too_many_share_is_nobodys() -> None:
    crowd = tuple(replace(HANA, id=PersonId(f"p{number}")) for number in range(MOST + 1))
    seen: list[Turn] = []

    def take(taken: Turn) -> Topic[Outcome]:
        seen.append(taken)
        yield from ()
        return Outcome(taken.conversation)

    with pytest.raises(StopIteration):
        next(handle(replace(turn("助けて"), sharers=crowd), take, lambda _: True))
    assert [(each.person, each.sharers) for each in seen] == [(None, ())]
