"""`anpi alert` as staff type it: what came, what waits, confirming and refusing."""

import asyncio
from dataclasses import replace
from hashlib import sha256

import pytest

from bot.core.alerts import Alert, AlertChange
from bot.storage.alerts import AlertStore
from bot.storage.database import Database
from bot.storage.tables import check_ins, outbox
from config.alerts import load_alerts
from integrations.alerts.cap import read_cap
from tests.integration.storage.test_city_commands import CITY, DEMO, NOON, Terminal
from tests.unit.rules.triggers.pure_desk import again, order, quake

MANAGER, LEADER = "P041", "P003"


@pytest.fixture
def demo(address: str) -> Terminal:
    terminal = Terminal(address)
    assert terminal.anpi("city", "load", DEMO).code == 0
    return terminal


def take(demo: Terminal, *new: Alert) -> None:
    async def taken() -> None:
        database = Database(demo.address)
        for each in new:
            await AlertStore(database).take(each, NOON, (CITY.name, load_alerts("aizuwakamatsu").triggers))
        await database.close()

    asyncio.run(taken())


def order_now(level: int) -> Alert:
    return replace(order(level, "一箕地区"), issued=NOON, title="避難情報", faults=("変です\x1b[2J",))


def id_of(demo: Terminal) -> str:
    return demo.anpi("alert", "proposals").lines[0].split("  ")[0]


def test_alerts_are_listed_with_their_source_and_what_became_of_them(demo: Terminal) -> None:
    take(demo, order_now(4), replace(quake("3"), issued=NOON, title="震源・震度情報"))
    lines = demo.anpi("alert", "list").lines
    (first,) = [each for each in lines if "  避難情報（Lアラート）  " in each]
    assert first.startswith("2026-06-01 12:00  real  propose  evacuation_order level 4  避難情報")
    (second,) = [each for each in lines if "earthquake 3" in each]
    assert second.startswith("2026-06-01 12:00  real  below  earthquake 3  震源・震度情報（出典：気象庁）  ")
    assert "    ! 変です [2J" in lines


def test_a_proposal_is_confirmed_by_named_staff_and_asks_its_district(demo: Terminal) -> None:
    take(demo, order_now(4))
    waits = demo.anpi("alert", "proposals").lines[0]
    assert "  open  waits for staff  flood 4  ikki  everybody  避難指示" in waits
    ran = demo.anpi("alert", "confirm", id_of(demo), "--by", MANAGER)
    assert ran.code == 0, ran.complaints
    assert ran.lines[0] == "open: 避難指示 (flood 4)"
    assert demo.anpi("incident", "list").lines[0].startswith(ran.lines[-1])
    assert demo.count(check_ins) > 0
    assert demo.count(outbox) > 0
    assert demo.anpi("alert", "proposals").lines == ["No proposal waits."]
    assert "confirmed 2026-06-01 12:00" in demo.anpi("alert", "proposals", "--all").lines[0]


def test_closing_an_incident_says_what_it_takes_back_and_what_waits_on(demo: Terminal) -> None:
    both = order_now(4)
    take(demo, replace(both, areas=(*both.areas, *order(3, "湊地区").areas)))
    waiting = [line for line in demo.anpi("alert", "proposals").lines if line.startswith("A")]
    higher, lower = sorted(waiting, key=lambda line: "flood 3" in line)
    incident = demo.anpi("alert", "confirm", higher.split("  ")[0], "--by", MANAGER).lines[-1]
    take(demo, again(both, minutes=5, change=AlertChange.CORRECTED, areas=order(3, "湊地区").areas))
    lines = demo.anpi("incident", "close", incident).lines
    assert lines[1].startswith("    taken back, sent to nobody: A")
    assert lines[2:] == [f"    waits on, would open an incident of its own: {lower}"]
    assert len(demo.anpi("incident", "close", incident).lines) == 1


def test_a_proposal_is_decided_once(demo: Terminal) -> None:
    take(demo, order_now(4))
    id_ = id_of(demo)
    assert demo.anpi("alert", "refuse", id_, "--by", MANAGER).code == 0
    again_ = demo.anpi("alert", "confirm", id_, "--by", MANAGER)
    assert again_.code == 1
    assert "does not wait any more" in again_.complaints
    assert demo.anpi("alert", "refuse", id_, "--by", MANAGER).code == 1
    assert demo.count(outbox) == 0


def test_only_staff_decide(demo: Terminal) -> None:
    take(demo, order_now(4))
    for words in (("confirm", id_of(demo)), ("refuse", id_of(demo))):
        ran = demo.anpi("alert", *words, "--by", LEADER)
        assert ran.code == 1
        assert "city_staff or city_manager" in ran.complaints
    assert id_of(demo)
    assert demo.count(check_ins) == 0


def test_staff_change_words_and_districts_before_they_confirm(demo: Terminal) -> None:
    take(demo, order_now(4))
    ran = demo.anpi(
        "alert", "confirm", id_of(demo), "--by", MANAGER, "--title", "川の水があふれそうです", "--district", "門田地区"
    )
    assert ran.code == 0, ran.complaints
    incident = demo.anpi("incident", "list").lines[0]
    assert "monden  川の水があふれそうです" in incident
    assert "  changed " in demo.anpi("alert", "proposals", "--all").lines[0]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--district", "atlantis"), "atlantis"),
        (("--title", " "), "title is empty"),
        (("--title", "あ" * 101), "write at most 100"),
        (("--district", "ikki", "--whole-city"), "contradict"),
    ],
)
def test_what_does_not_hold_asks_nobody(demo: Terminal, words: tuple[str, ...], complaint: str) -> None:
    take(demo, order_now(4))
    ran = demo.anpi("alert", "confirm", id_of(demo), "--by", MANAGER, *words)
    assert ran.code == 1
    assert complaint in ran.complaints
    assert demo.count(outbox) == 0
    assert "waits for staff" in demo.anpi("alert", "proposals").lines[0]


def test_an_id_that_is_none_is_answered_with_where_to_look(demo: Terminal) -> None:
    ran = demo.anpi("alert", "confirm", "A1", "--by", MANAGER)
    assert (ran.code, "anpi alert proposals" in ran.complaints) == (1, True)


def test_a_correction_is_proposed_and_sent_when_staff_say_so(demo: Terminal) -> None:
    first = order_now(4)
    take(demo, first)
    assert demo.anpi("alert", "confirm", id_of(demo), "--by", MANAGER).code == 0
    asked = demo.rows(outbox)
    take(demo, again(first, change=AlertChange.CANCELLED))
    assert "  cancel  waits for staff" in demo.anpi("alert", "proposals").lines[0]
    assert demo.anpi("alert", "confirm", id_of(demo), "--by", MANAGER).code == 0
    first_ids = {each.id for each in asked}
    told = [each for each in demo.rows(outbox) if each.id not in first_ids]
    assert {one for each in told for one in each.recipients} == {one for each in asked for one in each.recipients}


def sha(of: Alert, name: str) -> Alert:
    """With a digest as real ones are."""
    return replace(of, digest=sha256(name.encode()).hexdigest())


def test_an_alert_is_written_as_cap_with_what_it_replaces(demo: Terminal) -> None:
    first = sha(order_now(4), "first")
    second = sha(again(first, minutes=1, change=AlertChange.CORRECTED), "second")
    take(demo, first, second)
    (line,) = [each for each in demo.anpi("alert", "list").lines if each.endswith(second.number)]
    ran = demo.anpi("alert", "cap", line.split("  ")[-1])
    assert ran.code == 0, ran.complaints
    written = "\n".join(ran.lines)
    read = read_cap(written.encode(), NOON)
    assert (read.kind, read.level, read.change) == (first.kind, 4, AlertChange.CORRECTED)
    assert "<sender>anpi@city.example.lg.jp</sender>" in written
    before = read_cap("\n".join(demo.anpi("alert", "cap", first.number).lines).encode(), NOON)
    assert read.series == before.series


@pytest.mark.parametrize(
    ("number", "complaint"),
    [("1234", "last word of its line"), ("%%%%%%%%", "last word of its line"), ("0123456789ab", "no alert of this")],
)
def test_a_number_that_is_none_is_answered_with_where_to_find_one(demo: Terminal, number: str, complaint: str) -> None:
    ran = demo.anpi("alert", "cap", number)
    assert (ran.code, complaint in ran.complaints) == (1, True)


def test_a_number_that_two_alerts_share_asks_for_more_digits(demo: Terminal) -> None:
    first = replace(order_now(4), digest=f"{'a' * 12}{'1' * 52}")
    take(demo, first, replace(again(first), digest=f"{'a' * 12}{'2' * 52}"))
    assert "more digits" in demo.anpi("alert", "cap", "a" * 12).complaints
    assert demo.anpi("alert", "cap", first.digest).code == 0
