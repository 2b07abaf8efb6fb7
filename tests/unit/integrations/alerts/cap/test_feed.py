"""A feed of CAP messages as Atom and as RSS: what it lists, and what is no feed."""

from datetime import UTC, datetime

import pytest

from integrations.alerts.cap.feed import read_cap_feed
from integrations.alerts.entries import Entry, FeedError

AT = "https://bosai.example.jp/cap/feed.xml"
MORNING = datetime(2026, 7, 1, 0, 0, tzinfo=UTC)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>CAP</title>{}</feed>"""


def atom(*entries: str) -> bytes:
    return ATOM.format("".join(f"<entry>{each}</entry>" for each in entries)).encode()


def test_atom_lists_the_oldest_first_with_links_completed_by_the_feeds_address() -> None:
    newer = "<id>b</id><updated>2026-07-01T10:00:00+09:00</updated><link href='/cap/b.xml'/>"
    older = "<id>a</id><updated>2026-07-01T09:00:00+09:00</updated><link href='a.xml'/>"
    first, second = read_cap_feed(atom(newer, older), AT)
    assert first == Entry("cap:a", "https://bosai.example.jp/cap/a.xml", MORNING)
    assert (second.id, second.address) == ("cap:b", "https://bosai.example.jp/cap/b.xml")


def test_of_several_links_the_one_that_says_it_is_cap_counts() -> None:
    links = (
        "<id>a</id><link rel='alternate' type='text/html' href='a.html'/><link rel='self' href='self.xml'/>"
        "<link rel='alternate' type='application/cap+xml' href='a.cap'/>"
    )
    (entry,) = read_cap_feed(atom(links), AT)
    assert entry.address.endswith("/a.cap")


def test_rss_is_read_with_guid_link_and_the_time_of_mail() -> None:
    raw = b"""<rss version="2.0"><channel><title>CAP</title><item><guid>g1</guid><link>https://bosai.example.jp/1</link>
      <pubDate>Wed, 01 Jul 2026 09:00:00 +0900</pubDate></item><item><link>https://bosai.example.jp/2</link></item>
      <item><guid>g3</guid><enclosure type="application/cap+xml" url="3.xml" length="1"/>
      <pubDate>yesterday</pubDate></item></channel></rss>"""
    read = read_cap_feed(raw, AT)
    assert {each.id: each.address for each in read} == {
        "cap:g1": "https://bosai.example.jp/1",
        "cap:https://bosai.example.jp/2": "https://bosai.example.jp/2",
        "cap:g3": "https://bosai.example.jp/cap/3.xml",
    }
    assert read[-1].updated == MORNING


def test_rss_1_0_has_its_items_beside_the_channel() -> None:
    raw = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item><link>https://bosai.example.jp/1</link>
      <dc:date>2026-07-01T09:00:00+09:00</dc:date></item></rdf:RDF>"""
    (entry,) = read_cap_feed(raw, AT)
    assert (entry.address, entry.updated) == ("https://bosai.example.jp/1", MORNING)


def test_no_id_of_a_feed_is_that_of_another_sources_telegram() -> None:
    address = "https://www.data.jma.go.jp/developer/xml/data/1.xml"
    (entry,) = read_cap_feed(atom(f"<id>{address}</id><link href='a.xml'/>"), AT)
    assert entry.id != address


@pytest.mark.parametrize(
    "entry", ["<id>a</id>", "<id>a</id><link href=''/>", f"<id>{'a' * 600}</id><link href='a.xml'/>"]
)
def test_what_links_to_nothing_is_left_out(entry: str) -> None:
    assert read_cap_feed(atom(entry), AT) == ()


@pytest.mark.parametrize("raw", [b"", b"<html/>", b"<feed", b"<!DOCTYPE x [<!ENTITY a 'b'>]><feed>&a;</feed>"])
def test_what_is_no_feed_is_told(raw: bytes) -> None:
    with pytest.raises(FeedError):
        read_cap_feed(raw, AT)
