"""Whatever bytes come: an alert, or our own error. Nothing is fetched, nothing is expanded, nothing is huge."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts import Alert
from integrations.alerts.document import UnreadableError
from integrations.alerts.jma import parse_telegram
from integrations.alerts.jma.atom import FeedError, read_feed
from integrations.sandbox.alerts import Status, load_samples
from tests.unit.integrations.alerts.jma.test_samples import AT
from tests.unit.integrations.alerts.jma.written import Written, kind, warning

PLAIN = Written(body=warning(kind("レベル４大雨危険警報", "43")))
DTD = '<!DOCTYPE Report [<!ENTITY a "通常"><!ENTITY b "&a;&a;&a;">]><Report '
OUTSIDE = '<!DOCTYPE Report SYSTEM "http://127.0.0.1:9/x.dtd"><Report '
SAMPLES = [sample.written(Status.REAL, AT, "1", 1).decode() for sample in load_samples().values()]
WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["00", "43", "77", "解除", "なし", "レベル９大雨警報", "訓練", "0001-01-01T00:00:00+09:00", "５", "-"]
    ),
)
ENTRY = '<entry><id>{0}</id><updated>{1}</updated><link href="{2}"/></entry>'
ATOM = f'<feed xmlns="http://www.w3.org/2005/Atom">{ENTRY}</feed>'


def read(raw: bytes) -> Alert | None:
    with contextlib.suppress(UnreadableError):
        return parse_telegram(raw)
    return None


@given(st.binary(max_size=4_000))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    assert read(raw) is None


@given(st.data())
def test_any_text_in_any_place_of_a_telegram_is_read_or_refused(data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from(SAMPLES))
    places = [match.span(1) for match in re.finditer(r">([^<>]*)<", sample)]
    for start, end in sorted(data.draw(st.lists(st.sampled_from(places), unique=True, max_size=8)), reverse=True):
        word = re.sub(r"[<>&]", "", data.draw(WORDS))
        sample = sample[:start] + word + sample[end:]
    alert = read(sample.encode("utf-8", "replace"))
    assert alert is None or (alert.issued.utcoffset() is not None and len(alert.faults) <= 31)


@given(st.data())
def test_a_telegram_without_any_of_its_elements_is_read_or_refused(data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from(SAMPLES))
    name = data.draw(st.sampled_from(sorted(set(re.findall(r"<(\w+)[ >]", sample)))))
    read(re.sub(rf"<{name}[ >].*?</{name}>", "", sample, count=data.draw(st.integers(0, 3)), flags=re.DOTALL).encode())


@given(st.integers(0, 5_000))
def test_half_a_telegram_is_refused(length: int) -> None:
    assert read(PLAIN.raw[: min(length, len(PLAIN.raw) - 1)]) is None


@pytest.mark.parametrize("head", [DTD, OUTSIDE])
def test_a_telegram_with_a_dtd_is_refused(head: str) -> None:
    raw = PLAIN.raw.decode().replace("<Report ", head, 1).encode()
    with pytest.raises(UnreadableError, match="DTD"):
        parse_telegram(raw)
    with pytest.raises(FeedError):
        read_feed(head.replace("Report", "feed").encode())


def test_an_entity_that_nobody_declared_is_refused() -> None:
    with pytest.raises(UnreadableError):
        parse_telegram(PLAIN.raw.replace("通常".encode(), b"&status;"))


def test_a_telegram_of_five_megabytes_is_refused() -> None:
    with pytest.raises(UnreadableError, match="limit"):
        parse_telegram(PLAIN.raw.replace(b"</Report>", b" " * 5_000_000 + b"</Report>"))


def test_many_kinds_for_many_areas_are_not_all_read() -> None:
    kinds, areas = kind("レベル４大雨危険警報", "43") * 5_000, "<Area><Name>会津若松市</Name></Area>" * 5_000
    alert = Written(body=f'<Warning type="大雨"><Item>{kinds}{areas}</Item></Warning>').alert()
    assert len(alert.areas) == 10_000
    assert alert.faults == ("地域が多すぎます。初めの10000だけを読みました。",)


@pytest.mark.parametrize("raw", [b"<html><body>maintenance</body></html>", b"<Report/>", b'<Report xmlns="urn:x"/>'])
def test_another_document_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match="no Report"):
        parse_telegram(raw)


@pytest.mark.parametrize("encoding", ["shift_jis", "utf-7", "nonsense"])
def test_an_encoding_that_is_not_read_is_refused(encoding: str) -> None:
    with pytest.raises(UnreadableError):
        parse_telegram(PLAIN.raw.replace(b"UTF-8", encoding.encode()))


@given(st.binary(max_size=2_000))
def test_any_bytes_are_no_feed(raw: bytes) -> None:
    with pytest.raises(FeedError):
        read_feed(raw)


@given(st.tuples(WORDS, WORDS, WORDS))
def test_any_words_in_a_feed_are_read_or_refused(words: tuple[str, str, str]) -> None:
    safe = [re.sub(r'[<>&"]', "", word) for word in words]
    with contextlib.suppress(FeedError):
        read_feed(ATOM.format(*safe).encode("utf-8", "replace"))
