"""What was kept long enough goes, kind by kind; what still waits, counts or proves something stays."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import typer
from sqlalchemy import Table, func, insert, select, update
from typer.testing import CliRunner

from bot.bootstrap.records import Records
from bot.cli import retention as retention_command
from bot.core.consents import Disclosure, Item, Purpose, RecipientKind
from bot.core.ids import ConversationId, DistrictId, IncidentId, PersonId
from bot.core.incidents import Hazard
from bot.core.proposals import Aim, Draft, Proposal, ProposalId
from bot.core.reports import AreaSummary
from bot.core.retention import Retention
from bot.rules.matters import last_noes
from bot.storage import tables
from bot.storage.chat_log import SqlChatLog
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.ledger.verify import verify
from bot.storage.retention import sweep as sweeping
from bot.storage.retention.sweep import Sweep
from bot.storage.rows.alerts import row_of_alert
from bot.storage.rows.consents import body_of_disclosure, consent_of
from bot.storage.rows.proposals import row_of_proposal
from tests.servers.postgres import in_own_thread
from tests.unit.rules.triggers.pure_desk import quake
from tests.unit.storage.consent_record.any_consents import AIZU

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAYS = Retention(10, 20, 30, 40, 50, 60, 70, 80, 90, 100, alerts=85, unclear_turns=80)
CHAT = ConversationId("web:a")


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


async def add(database: Database, table: Table, *rows: Mapping[str, Any]) -> None:
    async with database.writing() as connection:
        for row in rows:
            await connection.execute(insert(table), row)


async def ids(database: Database, column: Any) -> list[Any]:
    async with database.reading() as connection:
        return list(await connection.scalars(select(column).order_by(column)))


def event(id_: str, done: datetime | None, state: str = "done") -> dict[str, Any]:
    at = {"occurred_at": ago(99), "received_at": ago(99), "done_at": done}
    return {"event_id": id_, "channel": "line", "conversation": "line:a", "lane": 1, "raw": b"x", "state": state, **at}


def letter(id_: str, settled: datetime | None, state: str = "sent") -> dict[str, Any]:
    return {
        "id": id_,
        "lane": 1,
        "channel": "line",
        "recipients": ["a"],
        "speech": "{}",
        "priority": 1,
        "must_deliver": False,
        "drill": False,
        "next_attempt_at": ago(99),
        "created_at": ago(99),
        "state": state,
        "settled_at": settled,
    }


def notice(id_: str, done: datetime | None) -> dict[str, Any]:
    return {"id": id_, "kind": "handoff", "at": ago(99), "drill": False, "words": "たすけて", "done_at": done}


def roll_call(id_: str, at: datetime) -> dict[str, Any]:
    talk = {"conversation": f"line:{id_}", "sender_id": "P3", "incident_id": "I1", "drill": False}
    return {"id": id_, "at": at, "events": [], "body": {"lines": []}, **talk}


def report(id_: str, incident: str | None, at: datetime, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "incident_id": incident,
        "drill": False,
        "conversation": f"line:{id_}",
        "source": "self",
        "means": "words",
        "said_at": at,
        "recorded_at": at,
        "event_id": id_,
        "note": "花子です",
        **more,
    }


async def test_messages_letters_notices_and_quiet_reports_go_when_their_days_are_over(database: Database) -> None:
    await add(
        database,
        tables.inbox,
        event("old", ago(11)),
        event("young", ago(9)),
        event("set aside", ago(11), "failed"),
        event("waiting", None, "pending"),
    )
    await add(database, tables.outbox, letter("old", ago(21)), letter("young", ago(19)), letter("due", None, "pending"))
    await add(database, tables.notices, notice("old", ago(41)), notice("young", ago(39)), notice("open", None))
    await add(database, tables.reports, report("old", None, ago(51)), report("young", None, ago(49)))
    await add(database, tables.roll_calls, roll_call("old", ago(8)), roll_call("young", ago(6)))
    due = await Sweep(database, DAYS).due(NOW)
    erased = await Sweep(database, DAYS).erase(NOW)
    expected = {"message_text": 2, "letters": 1, "notices": 1, "reports": 1, "links": 0, "web_chat": 0}
    consents = {"consent_changes": 0, "city_os_consents": 0, "ended_consents": 0}
    others = {"ledger_bodies": 0, "alerts": 0, "unclear_turns": 0, "goings": 0, "roll_calls": 1}
    others |= {"announcements": 0, "practices": 0, "district_calls": 0, "forecasts": 0}
    assert due == erased == {**expected, **consents, **others}
    assert await ids(database, tables.roll_calls.c.id) == ["young"]
    assert await ids(database, tables.inbox.c.event_id) == ["waiting", "young"]
    assert await ids(database, tables.outbox.c.id) == ["due", "young"]
    assert await ids(database, tables.notices.c.id) == ["open", "young"]
    assert await ids(database, tables.reports.c.id) == ["young"]
    assert sum((await Sweep(database, DAYS).erase(NOW)).values()) == 0


def announcement(id_: str, at: datetime, incident: str | None = None) -> dict[str, Any]:
    counts = dict.fromkeys(("people", "by_line", "by_web", "unreachable", "line_messages", "held"), 1)
    said = {"words": {"ja": "給水車が来ます"}, "audience": {}, "drill": False, "opens": False, **counts}
    return {"id": id_, "at": at, "by_id": "P9", "session": "s", "incident_id": incident, **said}


async def test_what_was_sent_to_many_goes_but_not_while_its_incident_is_open(database: Database) -> None:
    incident = {"title": "t", "hazard": "other", "level": "", "drill": False, "opened_at": ago(99)}
    await add(
        database,
        tables.incidents,
        {**incident, "id": "open"},
        {**incident, "id": "closed", "closed_at": ago(80)},
    )
    days = replace(DAYS, announcements=50, letters=20)
    await add(
        database,
        tables.announcements,
        announcement("old", ago(51)),
        announcement("of a closed one", ago(51), "closed"),
        announcement("of an open one", ago(51), "open"),
        announcement("young", ago(49)),
    )
    held = {"speech": "{}", "mailing": "old", "incident_id": None}
    await add(
        database,
        tables.held_mail,
        {**held, "address": "Uold", "at": ago(21)},
        {**held, "address": "Uyoung", "at": ago(19)},
    )
    erased = await Sweep(database, days).erase(NOW)
    assert (erased["announcements"], erased["letters"]) == (2, 1)
    assert await ids(database, tables.announcements.c.id) == ["of an open one", "young"]
    assert await ids(database, tables.held_mail.c.address) == ["Uyoung"]


async def test_who_has_not_practised_for_long_is_not_asked_for_ever(database: Database) -> None:
    wish = {"times": 1, "asked_in": "2026-05"}
    await add(
        database,
        tables.practices,
        {**wish, "person_id": "never did", "since": ago(41), "done_at": None},
        {**wish, "person_id": "long ago", "since": ago(99), "done_at": ago(41)},
        {**wish, "person_id": "still does", "since": ago(99), "done_at": ago(39)},
        {**wish, "person_id": "new", "since": ago(39), "done_at": None},
    )
    assert (await Sweep(database, replace(DAYS, practices=40)).erase(NOW))["practices"] == 2
    assert await ids(database, tables.practices.c.person_id) == ["new", "still does"]


async def test_calls_of_a_district_and_old_weather_go(database: Database) -> None:
    call = {"incident_id": "I1"}
    await add(
        database,
        tables.district_calls,
        {**call, "district_id": "old", "called_at": ago(41)},
        {**call, "district_id": "young", "called_at": ago(39)},
    )
    weather = {"area": "070030", "sky": "晴れ"}
    await add(
        database,
        tables.forecasts,
        {**weather, "day": ago(9).date(), "issued": ago(9)},
        {**weather, "day": ago(1).date(), "issued": ago(1)},
    )
    erased = await Sweep(database, replace(DAYS, district_calls=40)).erase(NOW)
    assert (erased["district_calls"], erased["forecasts"]) == (1, 1)
    assert await ids(database, tables.district_calls.c.district_id) == ["young"]
    assert await ids(database, tables.forecasts.c.day) == [ago(1).date()]


async def test_what_linked_accounts_goes_when_it_has_run_out(database: Database) -> None:
    await add(database, tables.people, {"id": "P1", "name": "花子"})
    for word, at in (("old", ago(71)), ("young", ago(69))):
        of_person = {"digest": word, "person_id": "P1", "expires_at": at}
        await add(database, tables.link_codes, {**of_person, "made_at": at})
        await add(database, tables.link_nonces, of_person)
        await add(database, tables.link_code_tries, {"id": word, "conversation": "line:a", "at": at})
        await add(database, tables.sign_ins, {"state_digest": word, "started": {}, "expires_at": at})
        await add(database, tables.logout_tokens, {"jti": word, "expires_at": at})
    assert (await Sweep(database, DAYS).erase(NOW))["links"] == 5
    for table in (tables.link_codes, tables.link_nonces, tables.link_code_tries, tables.sign_ins, tables.logout_tokens):
        assert await ids(database, next(iter(table.primary_key))) == ["young"]


async def test_what_was_not_understood_goes_whether_it_was_labelled_or_not(database: Database) -> None:
    turn = {"event_id": "e", "conversation": "line:a", "person_id": "P1", "intent": "greet", "confidence": 0.1}
    old, young = {**turn, "said_at": ago(81)}, {**turn, "said_at": ago(79)}
    await add(database, tables.unclear_turns, {**old, "id": "old"}, {**old, "id": "labelled", "reviewed_at": ago(1)})
    await add(database, tables.unclear_turns, {**young, "id": "young"})
    assert (await Sweep(database, DAYS).erase(NOW))["unclear_turns"] == 2
    assert await ids(database, tables.unclear_turns.c.id) == ["young"]


async def test_alerts_and_decided_proposals_go_and_what_waits_stays_with_what_is_behind_it(database: Database) -> None:
    old = ago(86)
    for name, at in (("old", old), ("young", ago(84)), ("behind", old)):
        telegram = replace(quake("5+"), digest=name)
        await add(database, tables.alerts, {**row_of_alert(telegram, b"<Report/>", at), "matter": name})
        await add(database, tables.fetched_telegrams, {"id": name, "at": at})
    for name, state, decided in (("old", "refused", old), ("young", "gone", ago(84)), ("behind", "waiting", None)):
        draft = Draft("earthquake", "地震", Hazard.EARTHQUAKE, "5強", 7)
        made = Proposal(ProposalId(name), Aim.OPEN, name, (name,), draft, drill=False, made_at=old, goes_at=None)
        decision = {"state": state, "decided_at": decided}
        await add(database, tables.proposals, {**row_of_proposal(made), **decision})
    assert (await Sweep(database, DAYS).erase(NOW))["alerts"] == 4
    assert await ids(database, tables.alerts.c.digest) == ["behind", "young"]
    assert await ids(database, tables.fetched_telegrams.c.id) == ["young"]
    assert await ids(database, tables.proposals.c.id) == ["behind", "young"]


async def test_a_large_heap_goes_in_batches(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "BATCH", 7)
    await add(database, tables.inbox, *(event(f"{number:03}", ago(11)) for number in range(50)))
    assert (await Sweep(database, DAYS).erase(NOW))["message_text"] == 50


class At:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


async def test_a_browser_that_comes_back_after_its_lines_went_goes_on_with_those_that_stay(database: Database) -> None:
    clock = At(ago(31))
    log = SqlChatLog(database, clock)
    for number in range(250):
        clock.at = ago(31) if number < 240 else ago(1)
        await log.append([CHAT, ConversationId("web:b")] if number == 0 else [CHAT], f"m{number}", '"x"')
    assert (await Sweep(database, DAYS).erase(NOW))["web_chat"] == 241
    for seen in (0, 5, 240):
        found = await log.after({CHAT: seen}, 100)
        assert [each.seq for each in found[CHAT]] == list(range(241, 251))
    assert await log.newest(CHAT) == 250
    await log.append([CHAT, ConversationId("web:b")], "next", '"x"')
    assert [each.seq for each in (await log.after({ConversationId("web:b"): 0}, 9))[ConversationId("web:b")]] == [2]


async def closed(database: Database) -> IncidentStore:
    """An incident of long ago with four people in two districts, and two senders whom nobody knows."""
    await add(database, tables.districts, {"id": "D1", "name": "一箕"}, {"id": "D2", "name": "門田"})
    opened = {"title": "地震", "hazard": "earthquake", "drill": False, "opened_at": ago(60)}
    old, young = {"id": "old", **opened, "closed_at": ago(51)}, {"id": "young", **opened, "closed_at": ago(49)}
    await add(database, tables.incidents, old, young, {"id": "open", **opened})
    for number, (where, condition) in enumerate((("D1", "safe"), ("D1", None), ("D2", "needs_rescue"), (None, "safe"))):
        await add(database, tables.people, {"id": f"P{number}", "name": "花子", "district_id": where})
        progress = "answered" if condition else "sent"
        row = {"person_id": f"P{number}", "district_id": where, "progress": progress, "condition": condition}
        await add(database, tables.check_ins, *({**row, "incident_id": each} for each in ("old", "young", "open")))
    unknown = {"source": "unverified"}
    await add(
        database,
        tables.reports,
        report("r1", "old", ago(55), **unknown, district_id="D1"),
        report("r2", "old", ago(55), **unknown),
        report("r3", "young", ago(55), about="P1"),
        report("r4", "open", ago(55), about="P1"),
    )
    return IncidentStore(database)


async def test_the_people_of_an_incident_go_and_its_counts_stay(database: Database) -> None:
    store = await closed(database)
    districts = (DistrictId("D1"), DistrictId("D2"), DistrictId("D3"))
    before = [await store.summary(each, IncidentId("old")) for each in districts]
    assert before[0] == AreaSummary(asked=2, answered=1, safe=1, silent=1, unverified=2)
    assert (await Sweep(database, DAYS).due(NOW))["reports"] == 1
    assert (await Sweep(database, DAYS).erase(NOW))["reports"] == 4 + 2
    assert [await store.summary(each, IncidentId("old")) for each in districts] == before
    assert set(await ids(database, tables.check_ins.c.incident_id)) == {"open", "young"}
    assert await ids(database, tables.reports.c.id) == ["r3", "r4"]
    assert set(await ids(database, tables.incident_counts.c.incident_id)) == {"old"}
    assert (await Sweep(database, DAYS).erase(NOW))["reports"] == 0


async def test_whose_helpers_were_told_goes_with_the_people_of_the_incident(database: Database) -> None:
    await closed(database)
    row = {"person_id": "P1", "level": "4", "told": ["4"], "due": False}
    await add(database, tables.helpers_told, *({**row, "incident_id": each} for each in ("old", "young", "open")))
    await Sweep(database, DAYS).erase(NOW)
    assert set(await ids(database, tables.helpers_told.c.incident_id)) == {"open", "young"}


async def test_counts_are_right_at_every_moment_of_the_erasing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped after its first batch, by a worker that died."""
    store = await closed(database)
    before = await store.summary(DistrictId("D1"), IncidentId("old"))
    monkeypatch.setattr(sweeping, "BATCH", 1)
    sweep = Sweep(database, DAYS)
    batches = 0

    async def stopping(erase: Any) -> int:
        nonlocal batches
        async with database.writing() as connection:
            batches += 1
            return int(await erase(connection))

    monkeypatch.setattr(sweep, "_all", stopping)
    while (await sweep.erase(NOW))["reports"]:
        assert await store.summary(DistrictId("D1"), IncidentId("old")) == before
    assert batches > 4


def shown(number: int, at: datetime) -> Entry:
    about, leader = PersonId("P1"), PersonId("P3")
    items = frozenset({Item.NAME})
    what = Disclosure(about, leader, RecipientKind.ASSOCIATION, Purpose.SAFETY_SHARING, items, "C1", None)
    return Entry(f"e{number}", at, EntryKind.DISCLOSURE, about, leader, body_of_disclosure(what))


async def test_bodies_of_the_ledger_go_and_the_chain_still_verifies(database: Database) -> None:
    given_long_ago = replace(shown(8, ago(999)), kind=EntryKind.CONSENT_GIVEN)
    async with database.writing() as connection:
        await append(
            connection, [*(shown(number, ago(61)) for number in range(1, 8)), shown(9, ago(59)), given_long_ago]
        )
    assert (await Sweep(database, DAYS).due(NOW))["ledger_bodies"] == 7
    assert (await Sweep(database, DAYS).erase(NOW))["ledger_bodies"] == 7
    verdict = await verify(database, None, lambda *_: None)
    assert (verdict.rows, verdict.faults) == (10, ())
    async with database.reading() as connection:
        rows = (await connection.execute(select(tables.ledger).order_by(tables.ledger.c.seq))).all()
    assert [row.seq for row in rows if row.body is None] == list(range(1, 8))
    assert rows[-1].kind == EntryKind.BODIES_ERASED
    assert sum((await Sweep(database, DAYS).erase(NOW)).values()) == 0


async def test_later_erasures_join_the_earlier_ones(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "BATCH", 2)
    async with database.writing() as connection:
        await append(connection, [shown(number, ago(70 - number)) for number in range(1, 8)])
    for later in (0, 3, 200):
        await Sweep(database, DAYS).erase(NOW + timedelta(days=later))
        assert (await verify(database, None, lambda *_: None)).faults == ()
    async with database.writing() as connection:
        await connection.execute(update(tables.ledger).where(tables.ledger.c.kind == "bodies_erased").values(body=None))
    assert (await verify(database, None, lambda *_: None)).faults != ()


def test_the_operator_may_look_first(address: str) -> None:
    async def prepare() -> None:
        database = Database(address)
        await add(database, tables.inbox, event("old", ago(11)))
        await database.close()

    @asynccontextmanager
    async def opened() -> AsyncIterator[Records]:
        database = Database(address)
        try:
            yield Records(replace(AIZU, retention=DAYS), database, At(NOW))
        finally:
            await database.close()

    in_own_thread(prepare())
    app = typer.Typer()
    app.add_typer(retention_command.commands(opened), name="retention")
    runs = [CliRunner().invoke(app, ["retention", "run", *more]) for more in (["--dry-run"], [], [])]
    assert [each.exit_code for each in runs] == [0, 0, 0]
    assert ["message_text: 1" in each.stdout for each in runs] == [True, True, False]
    assert "dry run" in runs[0].stdout


async def test_nothing_is_erased_in_a_young_city(database: Database) -> None:
    await closed(database)
    assert sum((await Sweep(database, Retention()).erase(NOW)).values()) == 0
    async with database.reading() as connection:
        assert (await connection.execute(select(func.count()).select_from(tables.check_ins))).scalar_one() == 12


def consent(id_: str, given: float, **more: Any) -> dict[str, Any]:
    """To the family, `given` days ago, with the words and with somebody who stood in for the person."""
    return {
        "id": id_,
        "person_id": "P1",
        "purpose": "safety_sharing",
        "items": ["name"],
        "recipient_kind": "family",
        "recipient_id": None,
        "phase": "both",
        "cadence": "once",
        "given_at": ago(given),
        "refused": False,
        "origin": "chat",
        "proxy": {"by": None, "relation": "後見人", "way": "phone", "mark": None, "name": "本田 司"},
        "terms": {"id": "safety", "version": "1", "sha256": "0", "language": "ja", "shown_at": ago(given).isoformat()},
        **more,
    }


def change(id_: str, of: str, confirmed: datetime | None) -> dict[str, Any]:
    at = {"made_at": ago(999), "next_attempt_at": ago(999), "confirmed_at": confirmed}
    return {"id": id_, "consent_id": of, "person_id": "P1", "change": "withdraw", "body": {}, **at}


async def test_what_the_city_os_has_heard_and_what_is_over_there_goes_when_its_days_are_over(
    database: Database,
) -> None:
    await add(database, tables.people, {"id": "P1", "name": "花子"})
    old, young, waiting = change("old", "x", ago(81)), change("young", "x", ago(79)), change("waiting", "x", None)
    await add(database, tables.consent_changes, old, young, waiting)
    there: dict[str, Any] = {"person_id": "P1", "purpose": "safety_sharing", "items": ["name"], "phase": "both"}
    there |= {"recipient_kind": "family", "given_at": ago(999), "reading": 1}
    await add(
        database,
        tables.city_os_consents,
        {**there, "id": "old", "state": "ConsentWithdrawn", "changed_at": ago(91)},
        {**there, "id": "ran out", "state": "ConsentGiven", "expires_at": ago(91), "changed_at": ago(999)},
        {**there, "id": "stands", "state": "ConsentGiven", "changed_at": ago(999)},
        {**there, "id": "young", "state": "ConsentWithdrawn", "changed_at": ago(89)},
    )
    assert (await Sweep(database, DAYS).due(NOW))["city_os_consents"] == 2
    erased = await Sweep(database, DAYS).erase(NOW)
    assert (erased["consent_changes"], erased["city_os_consents"]) == (1, 2)
    assert await ids(database, tables.consent_changes.c.id) == ["waiting", "young"]
    assert await ids(database, tables.city_os_consents.c.id) == ["stands", "young"]


async def test_a_consent_that_ended_long_ago_goes_but_a_no_is_never_forgotten(database: Database) -> None:
    await add(database, tables.people, {"id": "P1", "name": "花子"})
    to = {kind: {"recipient_kind": kind} for kind in ("supporter", "association", "service", "city", "person")}
    await add(
        database,
        tables.consents,
        consent("replaced", 500, withdrawn_at=ago(400)),
        consent("stands", 400),
        consent("last word", 500, withdrawn_at=ago(101), **to["supporter"]),
        consent("stopped lately", 500, withdrawn_at=ago(99), **to["association"]),
        consent("ran out", 500, expires_at=ago(101), **to["service"]),
        consent("refused", 500, refused=True, **to["city"]),
        consent("refusal taken back", 900, refused=True, withdrawn_at=ago(500), **to["city"]),
        consent("on its way", 500, withdrawn_at=ago(101), **to["person"]),
        consent("no before one that ran out", 900, withdrawn_at=ago(800), **to["service"]),
    )
    await add(database, tables.consent_changes, change("c", "on its way", None))
    assert (await Sweep(database, DAYS).due(NOW))["ended_consents"] == 5
    assert (await Sweep(database, DAYS).erase(NOW))["ended_consents"] == 5
    kept = {"last word", "no before one that ran out", "on its way", "refused", "stands", "stopped lately"}
    assert set(await ids(database, tables.consents.c.id)) == kept
    async with database.reading() as connection:
        left = {row.id: row for row in await connection.execute(select(tables.consents))}
        (no,) = [each for each in last_noes(map(consent_of, left.values()), NOW) if each.consent == "last word"]
    assert no.at == ago(101)
    for word in ("last word", "no before one that ran out"):
        assert (left[word].items, left[word].proxy, left[word].terms) == ([], None, None)
    assert left["stopped lately"].proxy["name"] == "本田 司"
    assert (await Sweep(database, DAYS).erase(NOW))["ended_consents"] == 0
