"""Envelopes and documents as a whole: categories, codes, lists, SOAP, and everything that is no document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts import AlertKind
from integrations.alerts.document import UnreadableError
from integrations.alerts.l_alert import answer_to_push, read_l_alert
from tests.unit.integrations.alerts.l_alert.documents import CODE, RECEIVED, SENT, TARGET, document, one

SOAP = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><publish><message>{}</message>'
    "</publish></s:Body></s:Envelope>"
)


def test_a_category_that_is_not_read_is_kept_as_unknown_with_its_headline() -> None:
    alert = one(document(body="<Damage/>", category="DAMAGE_INFORMATION"))
    assert (alert.kind, alert.title) == (AlertKind.UNKNOWN, "会津若松市: お知らせ")
    assert (alert.headline, alert.areas[0].name) == ("本文です。", "会津若松市")
    assert any("DAMAGE_INFORMATION" in each for each in alert.faults)


def test_what_is_not_read_stays_as_it_came_and_what_is_read_leaves_its_contacts_behind() -> None:
    strange = one(document(body="<Damage>道路が通れません</Damage>", category="DAMAGE_INFORMATION"))
    assert "道路が通れません" in strange.raw.decode()
    assert one(strange.raw) == strange
    assert one(document()).raw == b""


def test_a_category_that_does_not_fit_the_body_is_told_and_the_body_is_read() -> None:
    alert = one(document(category="Shelter"))
    assert (alert.kind, alert.level) == (AlertKind.EVACUATION_ORDER, 4)
    assert any("カテゴリ" in each for each in alert.faults)


def test_a_newer_version_of_the_namespaces_is_read_as_well() -> None:
    assert one(document(version=4)).level == 4


def test_a_code_of_five_digits_gets_its_check_digit() -> None:
    alert = one(document(target=TARGET.format(CODE.replace("072028", "07202"))))
    assert (alert.areas[0].code, alert.faults) == ("072028", ())


def test_a_code_with_a_wrong_check_digit_is_kept_and_told() -> None:
    alert = one(document(target=TARGET.format(CODE.replace("072028", "072027"))))
    assert (alert.areas[0].code, alert.areas[0].scheme) == ("072027", "")
    assert any("072027" in each for each in alert.faults)


def test_a_document_for_two_municipalities_gives_its_districts_to_neither() -> None:
    other = TARGET.format(CODE.replace("072028", "072036")).replace("会津若松市", "郡山市")
    alert = one(document(target=TARGET.format(CODE) + other))
    assert (alert.areas[0].name, alert.areas[0].code) == ("東山地区", "")
    assert alert.series == "7e573043/072028+072036/Actual"


def test_a_time_that_cannot_be_read_is_the_time_of_receipt_and_staff_are_told() -> None:
    alert = one(document(sent="きょう"))
    assert alert.issued == RECEIVED
    assert any("送信日時" in each for each in alert.faults)


def test_a_time_without_an_offset_is_japans() -> None:
    assert one(document(sent="2026-07-01T15:30:00")).issued == SENT


def test_a_revision_that_is_no_number_is_none_and_told() -> None:
    alert = one(document(revision="第3版"))
    assert alert.revision is None
    assert alert.faults


def test_the_same_document_pulled_pushed_and_pushed_as_text_has_one_digest() -> None:
    plain = document().decode()
    as_text = SOAP.format('<![CDATA[<?xml version="1.0" encoding="Shift_JIS"?>' + plain + "]]>")
    ways = [plain, f"<list>{plain}</list>", SOAP.format(plain), as_text]
    assert len({one(each.encode()).digest for each in ways}) == 1


def test_a_list_gives_every_document_in_its_order() -> None:
    several = b"<list>" + document(revision="1") + document(revision="2") + b"</list>"
    assert [each.revision for each in read_l_alert(several, RECEIVED)] == [1, 2]


def test_two_documents_in_one_envelope_have_digests_of_their_own() -> None:
    plain = document().decode()
    start, end = plain.index("<commons:contentObject>"), plain.index("</edxlde:EDXLDistribution>")
    alerts = read_l_alert((plain[:end] + plain[start:end] + plain[end:]).encode(), RECEIVED)
    assert len({each.digest for each in alerts}) == 2


def test_an_envelope_without_a_document_is_kept_as_unknown() -> None:
    plain = document().decode()
    start, end = plain.index("<commons:contentObject>"), plain.index("</edxlde:EDXLDistribution>")
    assert one((plain[:start] + plain[end:]).encode()).kind is AlertKind.UNKNOWN


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not xml",
        b"<html><body>maintenance</body></html>",
        b"<!DOCTYPE x SYSTEM 'http://127.0.0.1/x'>" + document(),
        b'<!DOCTYPE x [<!ENTITY a "b">]>' + document(),
        b'<?xml version="1.0" encoding="Shift_JIS"?>' + document(),
        b'<?xml version="1.0" encoding="no-such"?>' + document(),
        SOAP.format("<![CDATA[<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>]]>").encode(),
        b"<a>" * 100 + b"</a>" * 100,
        b"<a>" + b"<b/>" * 70_000 + b"</a>",
        document() + b" " * 5_000_000,
    ],
    ids=["empty", "text", "html", "dtd", "entity", "sjis", "encoding", "nested", "deep", "many", "5MB"],
)
def test_what_is_no_document_is_refused_without_telling_its_content(raw: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_l_alert(raw, RECEIVED)
    assert "東山" not in str(refused.value)


@given(st.binary(max_size=2_000))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        read_l_alert(raw, RECEIVED)
    except UnreadableError:
        return


@given(
    st.integers(0, len(document().decode())),
    st.integers(0, 200),
    st.text("<>/&;aA9:\"'= 避発\u0000\ufffe", max_size=30),
)
def test_a_spoilt_document_is_read_or_refused(start: int, length: int, inserted: str) -> None:
    plain = document().decode()
    try:
        read_l_alert((plain[:start] + inserted + plain[start + length :]).encode(), RECEIVED)
    except UnreadableError:
        return


def test_the_answer_to_a_push_says_whether_it_was_taken() -> None:
    assert b"<code>0</code>" in answer_to_push(taken=True)
    assert b"<code>0</code>" not in answer_to_push(taken=False)
