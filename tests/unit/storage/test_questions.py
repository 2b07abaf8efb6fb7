"""Letters to many, where the month's messages are short."""

from datetime import UTC, datetime

from bot.core.events import Channel
from bot.core.ids import PersonId
from bot.core.language import Language
from bot.core.replies import Say, text
from bot.storage.questions import Addressee, news_letters

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def somebody(number: int, *, support_needed: bool) -> Addressee:
    address = f"U{number:032x}"
    return Addressee(PersonId(f"P{number}"), Channel.LINE, address, Language.JAPANESE, support_needed)


def test_the_last_call_is_cut_to_what_is_left_and_the_rest_is_marked() -> None:
    everybody = [somebody(number, support_needed=number > 3) for number in range(6)]
    letters = news_letters(("news", "1"), (Say(text("hello")),), everybody, NOW, left=3)
    assert [(len(each.recipients), each.beyond) for each in letters] == [(2, False), (1, False), (3, True)]


def test_nothing_is_marked_where_nobody_knows_what_is_left() -> None:
    letters = news_letters(("news", "1"), (Say(text("hello")),), [somebody(1, support_needed=False)], NOW)
    assert [each.beyond for each in letters] == [False]
