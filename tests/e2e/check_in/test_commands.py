"""The commands by themselves: what goes in, what comes out, what is said when something is wrong."""

import asyncio
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tests.e2e.check_in.city import anpi, sqlite_in
from tests.e2e.check_in.town import write_town
from tests.e2e.processes import environment

KEYS = ["text", "intent", "condition", "whereabouts", "needs", "about", "confidence", "unsure"]


def settings(folder: Path, **others: str) -> Mapping[str, str]:
    return {**environment(sqlite_in(folder), "", "http://127.0.0.1:9", "token", "secret"), **others}


def files_in(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


async def test_each_line_that_goes_in_comes_out_understood(tmp_path: Path) -> None:
    lines = [
        "さすけねぇ".encode(),
        b"",
        ("あ" * 5_000).encode(),
        "無\x00事\x07です".encode(),
        b"\xff\xfe broken",
        "無事だけど水がない\r".encode(),
        "a\u2028b\x0bc\x85d".encode(),
        "隣の家がつぶれて動けない".encode(),
    ]
    ran = await anpi(settings(tmp_path), "nlu", "parse", stdin=b"\n".join(lines))
    assert (ran.code, ran.err) == (0, "")
    found = [json.loads(line) for line in ran.out.split("\n")[:-1]]
    assert len(found) == len(lines)
    assert all(list(each) == KEYS and isinstance(each["needs"], list) for each in found)
    assert (found[0]["text"], found[0]["condition"], found[0]["unsure"]) == ("さすけねぇ", "safe", False)
    assert (found[5]["text"], found[5]["condition"], found[5]["needs"]) == ("無事だけど水がない", "safe", ["water"])
    assert (found[7]["about"], found[7]["condition"]) == ("other", "needs_rescue")
    assert [each["condition"] for each in found if each["text"] in ("", "あ" * 5_000)] == [None, None]


async def test_wrong_settings_are_all_named_and_nothing_starts(tmp_path: Path) -> None:
    wrong = settings(
        tmp_path, ANPI_DATABASE_URL="mysql://x/y", ANPI_REDIS_URL="http://x", ANPI_NLU_ENGINE="x", ANPI_PUBLIC_URL="x"
    )
    absent = settings(tmp_path, ANPI_DATABASE_URL=f"sqlite:///{tmp_path}/no/x.db", ANPI_MUNICIPALITY="nowhere")
    of_values, of_things = await asyncio.gather(anpi(wrong, "serve", "--port", "0"), anpi(absent, "serve"))
    assert (of_values.code, of_things.code) == (2, 2)
    for variable in ("DATABASE_URL", "REDIS_URL", "NLU_ENGINE", "PUBLIC_URL"):
        assert f"ANPI_{variable}" in of_values.err
    assert "ANPI_DATABASE_URL: " in of_things.err
    assert "ANPI_MUNICIPALITY: municipality 'nowhere' is not known" in of_things.err
    assert "Traceback" not in of_values.err + of_things.err + of_things.out


async def test_the_doctor_says_what_to_mend(tmp_path: Path) -> None:
    ill = settings(tmp_path, ANPI_LINE_CHANNEL_SECRET="", ANPI_REDIS_URL="redis://127.0.0.1:9", ANPI_DATABSE_URL="x")
    ran = await anpi(ill, "doctor")
    assert ran.code == 1
    for remedy in ("anpi migrate", "ANPI_REDIS_URL", "ANPI_LINE_CHANNEL_SECRET", "ANPI_LINE_API_BASE"):
        assert any(line.startswith("FIX") and remedy in line for line in ran.out.splitlines()), ran.out
    assert "did you mean ANPI_DATABASE_URL?" in ran.out


async def test_the_doctor_says_loudly_that_nothing_is_sealed_and_is_content_with_a_key(tmp_path: Path) -> None:
    key = (await anpi(settings(tmp_path), "keys", "new")).out.strip()
    open_, sealed = await asyncio.gather(
        anpi(settings(tmp_path), "doctor"), anpi(settings(tmp_path, ANPI_FIELD_KEYS=key), "doctor")
    )
    assert any(line.startswith("FIX field keys") and "anpi keys new" in line for line in open_.out.splitlines())
    assert any(line.startswith("ok  field keys") for line in sealed.out.splitlines())
    assert key not in sealed.out + sealed.err
    assert "ladder: goes at the city's own times" in sealed.out


async def test_the_doctor_says_that_a_ladder_is_hurried(tmp_path: Path) -> None:
    hurried = settings(tmp_path, ANPI_LINE_API_BASE="http://127.0.0.1:9", ANPI_LADDER_PACE="30")
    assert "ladder: 30 times faster" in (await anpi(hurried, "doctor")).out


async def test_where_no_database_is_yet_a_command_says_how_to_make_one_and_leaves_nothing(tmp_path: Path) -> None:
    environ = settings(tmp_path)
    commands = (("incident", "list"), ("city", "load", str(tmp_path)), ("line", "setup"), ("doctor",))
    for ran in await asyncio.gather(*(anpi(environ, *words) for words in commands)):
        assert ran.code == 1
        said = ran.out + ran.err
        assert f"{tmp_path / 'anpi.db'} " in said
        assert "anpi migrate" in said
        assert "Traceback" not in said
    assert files_in(tmp_path) == []


async def test_a_town_with_errors_is_refused_line_by_line_and_nothing_is_loaded(tmp_path: Path) -> None:
    town, environ = write_town(tmp_path / "town"), settings(tmp_path)
    with (town / "people.csv").open("a", encoding="utf-8") as people:
        people.write("P-new,新 人,nowhere,female,ja,yes,0\n")
    with (town / "accounts.csv").open("a", encoding="utf-8") as accounts:
        accounts.write("P-nobody,line,Uxyz\n")
    assert (await anpi(environ, "migrate")).out == "The database is up to date.\n"
    ran = await anpi(environ, "city", "load", str(town))
    assert ran.code == 1
    for place in ("people.csv line 14, district", "line 14, support_needed", "accounts.csv line 13, address"):
        assert place in ran.err
    assert "Uxyz" not in ran.err
    assert "nothing was loaded" in ran.err
    with closing(sqlite3.connect(tmp_path / "anpi.db")) as database:
        assert database.execute("SELECT count(*) FROM people").fetchone() == (0,)
