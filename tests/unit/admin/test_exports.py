"""Files that leave the console: who is in them, what a row says, and that a drill is a drill everywhere."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from admin.exports.finder import Registry, record_of, status_of
from admin.exports.listed import NOTHING, Agreed, Listed, Shown, looked_at
from admin.exports.order import Aim, Form, Order, left_out
from admin.exports.person_list import HEAD, csv_of, guarded
from admin.showing import Viewer
from admin.staff import Staff
from bot.core.consents import Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.people import Office, Person
from bot.core.reports import Casualty, Source, Standing
from bot.core.sightings import Seen
from bot.core.understanding import Condition, Need, Whereabouts
from bot.rules.consent import REGISTRY as OTHERS
from integrations.pfif import Status, faults, to_pfif

NOW = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")
QUAKE = Incident(IncidentId("quake"), "強い地震/=1+1", Hazard.EARTHQUAKE, "5強", (), drill=False, opened_at=NOW)
DRILL = replace(QUAKE, id=IncidentId("drill"), title="秋の防災訓練", drill=True)
SATO = Staff(PersonId("sato"), "佐藤 一", frozenset({Office.CITY_STAFF}))
REGISTRY = Registry("anpi.example.jp", "会津若松市", TOKYO)
HANA = Person(PersonId("hana"), "会津 花子", DistrictId("ikki"), block="1班", support_needed=True)
SAFE = Standing(
    condition=Condition.SAFE,
    whereabouts=Whereabouts.HOME,
    needs=(Need.WATER,),
    source=Source.FAMILY,
    label="娘",
    said_at=NOW,
)

YES = Consent(
    id="C1",
    person=HANA.id,
    purpose=Purpose.SAFETY_SHARING,
    items=frozenset({Item.NAME, Item.ADDRESS, Item.CONDITION, Item.WHEREABOUTS}),
    recipient_kind=RecipientKind.SERVICE,
    recipient=OTHERS.person.id,
    phase=Phase.BOTH,
    cadence=Cadence.ONCE,
    given_at=NOW,
)
AGREED = Agreed((YES,))


def listed(person: Person = HANA, standing: Standing = SAFE) -> Listed:
    return Listed(person, "あいづ はなこ", date(1944, 3, 2), "一箕地区", "八幡1-2", "090-0000-1111", standing, NOW)


def order(form: Form = Form.CSV, incident: Incident = QUAKE, staff: Staff | None = SATO) -> Order:
    return Order(incident, form, Aim.HEADQUARTERS, Viewer("session", staff), NOW + timedelta(hours=1))


def shown(form: Form = Form.CSV, incident: Incident = QUAKE, agreed: Agreed = AGREED, **more: Any) -> Shown:
    look = looked_at(listed(**more), order(form, incident), agreed)
    assert look is not None
    return look[0]


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_the_list_says_how_each_person_is_in_words_and_local_time() -> None:
    content = csv_of([shown()], TOKYO, NOW, drill=False)
    assert content.startswith(b"\xef\xbb\xbf")
    head, row = rows(content)
    assert tuple(head) == HEAD
    assert row == [
        *("実災害", "会津 花子", "あいづ はなこ", "82", "一箕地区", "1班", "八幡1-2", "090-0000-1111"),
        *("要支援", "無事", "自宅", "水", "家族", "2026-11-01 12:00", ""),
    ]


def test_every_row_of_a_drill_and_its_file_name_say_so() -> None:
    content = csv_of([shown(incident=DRILL)] * 3, TOKYO, NOW, drill=True)
    assert {row[0] for row in rows(content)[1:]} == {"【訓練】"}
    assert order(incident=DRILL).file_name(TOKYO) == "【訓練】安否一覧_秋の防災訓練_20261101-1300.csv"


def test_a_title_cannot_lead_a_file_elsewhere() -> None:
    assert order().file_name(TOKYO) == "安否一覧_強い地震_1_1_20261101-1300.csv"


@pytest.mark.parametrize("cell", ["=1+1", "+81", "-1", "@SUM(A1)", "＝1+1", "\t=1", " =1", "　=1", "\r=1"])
def test_what_a_spreadsheet_would_compute_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    hana = replace(HANA, name=cell)
    ((_, row),) = (rows(csv_of([shown(person=hana)], TOKYO, NOW, drill=False)),)
    assert row[1].startswith("'")


@pytest.mark.parametrize("cell", ["会津 花子", "090-0000-1111", "", "1-2"])
def test_what_is_no_formula_stays_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell


@pytest.mark.parametrize("form", [Form.CSV, Form.PFIF])
@pytest.mark.parametrize("office", [Office.CITY_STAFF, Office.CITY_MANAGER])
def test_somebody_under_a_disclosure_block_is_in_no_file(form: Form, office: Office) -> None:
    staff = replace(SATO, offices=frozenset({office}))
    ken = replace(HANA, disclosure_block=True)
    assert looked_at(listed(person=ken), order(form, staff=staff), AGREED) is None


@pytest.mark.parametrize(
    "agreed",
    [
        NOTHING,
        Agreed((replace(YES, refused=True),)),
        Agreed((replace(YES, withdrawn_at=NOW),)),
        Agreed((replace(YES, recipient=None),)),
        Agreed((replace(YES, items=frozenset({Item.NAME})),)),
    ],
)
def test_whoever_did_not_agree_to_another_registry_is_in_no_file_for_one(agreed: Agreed) -> None:
    assert looked_at(listed(), order(Form.PFIF), agreed) is None
    assert looked_at(listed(), order(Form.CSV), agreed) is not None


def test_a_record_holds_no_more_than_was_agreed_to() -> None:
    agreed = Agreed((replace(YES, items=frozenset({Item.NAME, Item.CONDITION})),))
    record = record_of(shown(Form.PFIF, agreed=agreed), order(Form.PFIF), REGISTRY)
    assert (record.home_neighborhood, record.notes[0].last_known_location) == ("", "")
    look = looked_at(listed(), order(Form.PFIF), agreed)
    assert look is not None
    assert (look[1].recipient, look[1].ground) == (OTHERS.person.id, "C1")


def test_the_ledger_names_exactly_what_the_form_has_a_place_for() -> None:
    looks = [looked_at(listed(), order(form), AGREED) for form in (Form.CSV, Form.PFIF)]
    (as_list, as_record) = (look[1] for look in looks if look is not None)
    assert as_record.items == {Item.NAME, Item.ADDRESS, Item.CONDITION, Item.WHEREABOUTS}
    assert as_list.items == as_record.items | {Item.CONTACT, Item.NEEDS, Item.HEALTH}
    assert (as_list.about, as_list.recipient, as_list.incident) == (HANA.id, SATO.person, QUAKE.id)


@pytest.mark.parametrize(
    ("standing", "status"),
    [
        (replace(SAFE, source=Source.SELF), Status.IS_NOTE_AUTHOR),
        (replace(SAFE, source=Source.SELF, condition=Condition.NEEDS_RESCUE), Status.IS_NOTE_AUTHOR),
        (SAFE, Status.BELIEVED_ALIVE),
        (replace(SAFE, source=Source.LEADER), Status.BELIEVED_ALIVE),
        (replace(SAFE, condition=Condition.UNKNOWN), Status.INFORMATION_SOUGHT),
        (Standing(), Status.INFORMATION_SOUGHT),
        (replace(SAFE, casualty=Casualty.MISSING), Status.BELIEVED_MISSING),
        (Standing(casualty=Casualty.MISSING), Status.BELIEVED_MISSING),
        (Standing(casualty=Casualty.DEAD), Status.BELIEVED_DEAD),
        (replace(SAFE, casualty=Casualty.DEAD, contested=True), Status.INFORMATION_SOUGHT),
    ],
)
def test_silence_is_sought_and_never_missing(standing: Standing, status: Status) -> None:
    assert status_of(standing) is status


def test_a_record_keeps_its_ids_and_names_nobody_but_the_person() -> None:
    one, again = (record_of(shown(Form.PFIF), order(Form.PFIF), REGISTRY) for _ in range(2))
    assert one == again
    assert one.person_record_id.startswith("anpi.example.jp/")
    assert "hana" not in one.person_record_id
    (note,) = one.notes
    assert (note.author_name, note.author_made_contact) == ("家族", True)
    document = to_pfif([one], NOW).decode()
    assert faults(document.encode(), NOW) == ()
    assert "090-0000" not in document
    assert "八幡" not in document


@pytest.mark.parametrize("casualty", list(Casualty))
def test_what_staff_have_on_record_is_the_citys_word_since_then(casualty: Casualty) -> None:
    standing = replace(SAFE, casualty=casualty, casualty_at=NOW + timedelta(hours=1))
    record = record_of(shown(Form.PFIF, standing=standing), order(Form.PFIF), REGISTRY)
    (note,) = record.notes
    assert (note.author_name, note.author_made_contact) == ("会津若松市", None)
    assert note.source_date == NOW + timedelta(hours=1)
    assert "無事" not in note.text
    assert faults(to_pfif([record], NOW + timedelta(hours=2)), NOW + timedelta(hours=2)) == ()


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing(casualty=Casualty.DEAD), "死亡"),
        (replace(SAFE, casualty=Casualty.MISSING), "行方不明・無事"),
        (Standing(), "未回答"),
    ],
)
def test_the_list_says_what_staff_have_on_record(standing: Standing, words: str) -> None:
    written = csv_of([shown(Form.CSV, standing=standing)], TOKYO, NOW, drill=False).decode("utf-8-sig")
    assert next(csv.DictReader(StringIO(written)))["安否"] == words


@pytest.mark.parametrize("seen", [Seen.YELLOW_FLAG, Seen.DOOR_CARD, Seen.TRACES, Seen.HEARSAY])
def test_whoever_saw_a_flag_or_heard_it_made_no_contact(seen: Seen) -> None:
    record = record_of(shown(Form.PFIF, standing=replace(SAFE, sighting=seen)), order(Form.PFIF), REGISTRY)
    assert record.notes[0].author_made_contact is None


def test_a_remark_ends_no_comment() -> None:
    record = record_of(shown(Form.PFIF), order(Form.PFIF), REGISTRY)
    document = to_pfif([record], NOW, "1人。--> 2人")
    assert "1人" in document.decode()
    assert faults(document, NOW) == ()


def test_a_new_statement_is_a_new_note_under_the_same_person() -> None:
    before = record_of(shown(Form.PFIF), order(Form.PFIF), REGISTRY)
    later = replace(SAFE, condition=Condition.INJURED, said_at=NOW + timedelta(minutes=5))
    after = record_of(shown(Form.PFIF, standing=later), order(Form.PFIF), REGISTRY)
    assert before.person_record_id == after.person_record_id
    assert before.notes[0].note_record_id != after.notes[0].note_record_id


def test_a_record_of_a_drill_says_so_in_every_part() -> None:
    record = record_of(shown(Form.PFIF, DRILL), order(Form.PFIF, DRILL), REGISTRY)
    assert record.source_name.startswith("【訓練】")
    assert record.description.startswith("【訓練】")
    assert record.notes[0].text.startswith("【訓練】")


def test_a_record_ends_sixty_days_after_the_closing() -> None:
    closed = replace(QUAKE, closed_at=NOW)
    record = record_of(shown(Form.PFIF, closed), order(Form.PFIF, closed), REGISTRY)
    assert record.expiry_date == NOW + timedelta(days=60)
    assert "会津 花子" not in to_pfif([record], NOW + timedelta(days=61)).decode()


def test_a_list_does_not_say_how_many_are_protected_nor_whether_somebody_is() -> None:
    assert {left_out(Form.CSV, number) for number in (0, 1, 30)} == {"支援措置の人は載せません。"}
    assert left_out(Form.PFIF, 30).startswith("載せていない人: 30人。")
