"""What tells two who hold the same cookie apart, and what of it is kept."""

import pytest

from bot.core.events import SentFrom
from handlers.web_chat.sent_from import browser_of, network_of, sent_from, wire_of

SECRET = "s" * 43


def test_of_a_secret_only_the_digest_is_kept() -> None:
    digest = browser_of(SECRET)
    assert digest is not None
    assert (len(digest), SECRET in digest) == (64, False)
    assert browser_of("t" * 43) != digest


@pytest.mark.parametrize("given", [None, 12, "", "s" * 42, "s" * 44, "ß" * 43, " " + "s" * 42, {"secret": SECRET}])
def test_what_is_no_secret_is_nobodys(given: object) -> None:
    assert browser_of(given) is None


def test_a_network_is_one_of_many_drawers() -> None:
    found = {network_of(f"192.0.2.{number}") for number in range(50)}
    assert len(found) > 45
    assert all(each is not None and len(each) == 4 for each in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"), ("192.0.2.7", "::ffff:192.0.2.7")],
)
def test_all_addresses_of_one_household_are_one_network(one: str, other: str) -> None:
    assert network_of(one) == network_of(other)


def test_two_households_are_two_networks() -> None:
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")


@pytest.mark.parametrize("host", [None, "", "testclient", "192.0.2"])
def test_without_an_address_there_is_no_network(host: str | None) -> None:
    assert network_of(host) is None


@pytest.mark.parametrize("sent", [SentFrom(), SentFrom("b" * 64), SentFrom(network="beef"), SentFrom("b" * 64, "beef")])
def test_the_inbox_gives_back_what_it_was_given(sent: SentFrom) -> None:
    assert sent_from(wire_of(sent)) == sent
