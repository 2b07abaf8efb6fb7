"""The feed: which telegrams there are, oldest first."""

from datetime import UTC, datetime

import pytest

from integrations.alerts.jma.atom import Entry, FeedError, read_feed


def entry(id_: str, updated: str = "", link: str | None = None) -> str:
    address = f'<link type="application/xml" href="{link}"/>' if link is not None else ""
    return f"<entry><title>震度速報</title><id>{id_}</id><updated>{updated}</updated>{address}</entry>"


def feed(*entries: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>高頻度</title>{"".join(entries)}</feed>'.encode()


def test_the_oldest_comes_first_though_the_feed_has_it_last() -> None:
    found = read_feed(
        feed(
            entry("urn:3", "2026-07-01T06:02:00Z"),
            entry("urn:1", "2026-07-01T15:00:00+09:00"),
            entry("urn:2", "2026-07-01T06:01:00Z"),
        )
    )
    assert [each.id for each in found] == ["urn:1", "urn:2", "urn:3"]


def test_of_the_same_moment_the_lower_one_is_older() -> None:
    moment = "2026-07-01T06:00:00Z"
    assert [each.id for each in read_feed(feed(entry("urn:2", moment), entry("urn:1", moment)))] == ["urn:1", "urn:2"]


def test_the_address_is_the_link_or_else_the_id() -> None:
    found = read_feed(feed(entry("urn:1", "2026-07-01T06:00:00Z", "http://x.jp/1.xml"), entry("http://x.jp/2.xml")))
    assert Entry("urn:1", "http://x.jp/1.xml", datetime(2026, 7, 1, 6, tzinfo=UTC)) in found
    assert "http://x.jp/2.xml" in [each.address for each in found]


def test_the_same_telegram_twice_is_one() -> None:
    assert len(read_feed(feed(entry("urn:1"), entry("urn:1")))) == 1


def test_an_entry_without_an_id_or_with_a_huge_one_is_left_out() -> None:
    assert read_feed(feed(entry(""), entry("x" * 501), entry("urn:1", link="y" * 501))) == ()


@pytest.mark.parametrize("raw", [b"", b"<html/>", b"<feed/>", feed()[:-1]])
def test_no_feed_is_told(raw: bytes) -> None:
    with pytest.raises(FeedError):
        read_feed(raw)
