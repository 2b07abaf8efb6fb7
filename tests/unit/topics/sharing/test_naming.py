"""Names in words on a shared phone: who speaks, and who is only spoken of."""

from datetime import UTC, datetime

import pytest

from bot.core.conversation import Conversation, State
from bot.core.events import Event, TextSaid
from bot.core.ids import ConversationId, EventId, PersonId
from bot.core.people import City, Person
from bot.core.turn import Turn
from bot.topics.sharing.naming import introduces_oneself, named_in_words, spoken_of
from tests.understanding import interpreter

NOON = datetime(2026, 6, 1, 3, tzinfo=UTC)
HERE = ConversationId("line:U1")
HANA, MIYO = Person(PersonId("hana"), "会津 花子", None), Person(PersonId("miyo"), "渡部 ミヨ", None)
KEN, EMILY = Person(PersonId("ken"), "会津 健", None), Person(PersonId("emily"), "Emily Carter", None)


def turn(words: str, state: State = State.IDLE, about: Person | None = None) -> Turn:
    """花子 is known to speak."""
    talk = Conversation(HERE, HANA.id, state=state, about=about.id if about else None, last_event_at=NOON)
    event = Event(EventId("E1"), HERE, NOON, TextSaid(words))
    understood = interpreter().read(words)
    everybody = (HANA, MIYO, KEN, EMILY)
    return Turn(event, NOON, talk, City("会津若松市", "0", ""), HANA, understanding=understood, sharers=everybody)


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("ミヨは無事です", MIYO),
        ("ミヨさんは避難所にいます", MIYO),
        ("渡部ミヨは大丈夫", MIYO),
        ("渡部 ミヨ 無事", MIYO),
        ("ミヨが動けない、助けて", MIYO),
        ("ミヨさんは、大丈夫じゃない", MIYO),
        ("健さんは無事です", KEN),
        ("Emily is safe", EMILY),
        ("無事です", None),
        ("花子は無事です", None),
        ("渡部さんは無事です", None),
        ("ミヨも私も無事です", None),
        ("ミヨと花子は無事です", None),
        ("ミヨシさんは無事です", None),
        ("健康は無事です", None),
        ("ミヨは大丈夫?", None),
        ("ミヨはどこ", None),
    ],
)
def test_who_is_spoken_of_by_another(words: str, who: Person | None) -> None:
    assert spoken_of(turn(words)) == who


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("ミヨです。無事です", MIYO),
        ("わたしは渡部ミヨです、動けない", MIYO),
        ("ミヨですが、もう大丈夫です", MIYO),
        ("this is Emily, I am safe", EMILY),
        ("健です。無事です", KEN),
        ("ミヨです", None),
        ("ミヨは無事です", None),
        ("会津です。無事です", None),
        ("ミヨだけ無事です", None),
    ],
)
def test_who_says_who_they_are_and_more(words: str, who: Person | None) -> None:
    assert introduces_oneself(turn(words)) == who


@pytest.mark.parametrize("state", [State.AWAITING_WHO_SAYS_SAFE, State.AWAITING_WHO_SAYS_EVACUATED])
def test_the_question_who_answers_can_be_answered_in_words(state: State) -> None:
    assert named_in_words(turn("ミヨです", state)) == MIYO
    assert named_in_words(turn("本人です", state, MIYO)) == MIYO
    assert named_in_words(turn("本人です", state)) is None
    assert named_in_words(turn("ありがとう", state, MIYO)) is None


def test_a_name_is_no_place_where_the_place_of_one_of_them_is_asked() -> None:
    assert named_in_words(turn("花子です", State.AWAITING_PLACE, MIYO)) == HANA
    assert named_in_words(turn("花子です", State.AWAITING_PLACE)) is None
