"""Sessions and the limit of tries, without any web."""

from datetime import UTC, datetime, timedelta

import pytest

from admin.sessions import LASTS, MOST, Sessions
from admin.staff import Staff
from admin.tries import ALL, EACH, WINDOW_SECONDS, Tries
from bot.core.ids import PersonId
from bot.core.people import Office
from handlers.web_pages.ports import Ended, Who

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
STAFF = Staff(PersonId("sato"), "佐藤 一", frozenset({Office.CITY_STAFF}))


def test_a_token_finds_its_session_and_nothing_else_does() -> None:
    sessions = Sessions()
    token = sessions.begin(NOW)
    assert sessions.find(token, NOW) is not None
    for wrong in (None, "", token[:-1], token + "x", "console"):
        assert sessions.find(wrong, NOW) is None


def test_the_id_that_stands_in_the_ledger_is_not_the_token() -> None:
    sessions = Sessions()
    token = sessions.begin(NOW)
    session = sessions.find(token, NOW)
    assert session is not None
    assert session.id not in token


def test_a_session_ends_after_twelve_hours() -> None:
    sessions = Sessions()
    token = sessions.begin(NOW)
    session = sessions.find(token, NOW + LASTS - timedelta(seconds=1))
    assert session is not None
    assert sessions.find(token, NOW + LASTS) is None
    assert not session.lives(NOW + timedelta(hours=12))


def test_signing_out_ends_it_for_every_tab() -> None:
    sessions = Sessions()
    token = sessions.begin(NOW)
    session = sessions.find(token, NOW)
    assert session is not None
    sessions.end(token)
    assert not session.lives(NOW)
    assert sessions.find(token, NOW) is None


def test_an_open_page_is_nobodys_when_its_session_is_over() -> None:
    sessions, sato = Sessions(), STAFF
    first, second = sessions.begin(NOW, sato), sessions.begin(NOW, sato)
    held = [sessions.find(each, NOW) for each in (first, second)]
    sessions.end(first)
    sessions.begin(NOW + LASTS)
    assert [each.staff for each in held if each is not None] == [None, None]


def test_the_oldest_gives_way_when_there_are_too_many() -> None:
    sessions = Sessions()
    tokens = [sessions.begin(NOW) for _ in range(MOST + 1)]
    assert sessions.find(tokens[0], NOW) is None
    assert sessions.find(tokens[1], NOW) is not None
    assert sessions.find(tokens[-1], NOW) is not None


def test_five_tries_a_minute_from_one_address() -> None:
    tries = Tries()
    assert [tries.allows("a", number) for number in range(EACH + 1)] == [True] * EACH + [False]
    assert tries.allows("b", 6), "a neighbour's mistakes lock nobody else out"
    assert tries.allows("a", WINDOW_SECONDS)


def test_a_refused_try_does_not_make_the_wait_longer() -> None:
    tries = Tries()
    for _ in range(EACH):
        tries.allows("a", 0)
    assert not tries.allows("a", WINDOW_SECONDS - 1)
    assert tries.allows("a", WINDOW_SECONDS)


def test_many_addresses_together_do_not_guess_faster() -> None:
    tries = Tries()
    assert sum(tries.allows(str(number), 0) for number in range(ALL * 2)) == ALL


@pytest.mark.parametrize(
    ("ended", "is_out"),
    [
        (Ended("https://os", NOW, "sub-1"), True),
        (Ended("https://os", NOW, "sub-1", "sid-1"), True),
        (Ended("https://os", NOW, None, "sid-1"), True),
        (Ended("https://os", NOW, "sub-1", "sid-2"), False),
        (Ended("https://os", NOW, None, "sid-2"), False),
        (Ended("https://os", NOW, "sub-2"), False),
        (Ended("https://os", NOW, "sub-2", "sid-1"), False),
        (Ended("https://elsewhere", NOW, "sub-1"), False),
        (Ended("https://os", NOW), False),
    ],
)
def test_a_sign_out_at_the_city_os_ends_the_sessions_that_it_names(ended: Ended, is_out: bool) -> None:
    sessions = Sessions()
    named = sessions.begin(NOW, STAFF, Who("https://os", "sub-1", "sid-1"))
    by_code = sessions.begin(NOW)
    assert sessions.end_those(ended) == int(is_out)
    assert (sessions.find(named, NOW) is None) is is_out
    assert sessions.find(by_code, NOW) is not None


def test_a_session_that_the_city_os_never_named_ends_with_the_person() -> None:
    sessions = Sessions()
    token = sessions.begin(NOW, STAFF, Who("https://os", "sub-1"))
    assert sessions.end_those(Ended("https://os", NOW, None, "sid-1")) == 0
    assert sessions.end_those(Ended("https://os", NOW, "sub-1", "sid-1")) == 1
    assert sessions.find(token, NOW) is None


def test_a_sign_out_said_late_leaves_alone_who_has_signed_in_since() -> None:
    sessions = Sessions()
    ended = Ended("https://os", NOW, "sub-1")
    for seconds, gone in ((3, 0), (2, 1)):
        sessions.begin(NOW + timedelta(seconds=seconds), STAFF, Who("https://os", "sub-1", "sid-2"))
        assert sessions.end_those(ended) == gone
