"""Which columns are sealed, that each is sealed for its own place, and that SQL cannot look into them."""

from typing import Any

import pytest
from sqlalchemy import Column, make_url, select

from bot.storage.sealing.columns import SEALED_TYPES, Incomparable, give_keys
from bot.storage.sealing.keys import new_key, read_keys
from bot.storage.tables import metadata, outbox, people, reports
from bot.storage.upsert import is_sealed

SEALED = {
    "people": {"phone", "address", "support_reason", "lat", "lon"},
    "reports": {"note", "spot", "retracted_why"},
    "check_ins": {"spot"},
    "notices": {"words"},
    "inbox": {"raw"},
    "outbox": {"speech", "body"},
    "web_chat_log": {"body"},
    "visits": {"note"},
    "talk_lines": {"words"},
    "roll_calls": {"body"},
}
VALUES: dict[str, Any] = {
    "lat": 37.494712345678901,
    "lon": -0.1,
    "spot": [37.5, 139.9, "鶴ヶ城"],
    "raw": b"\x00\xff",
}


def sealed_columns() -> list[Column[Any]]:
    return [column for table in metadata.sorted_tables for column in table.c if isinstance(column.type, SEALED_TYPES)]


def test_contact_address_health_place_and_words_are_sealed() -> None:
    found: dict[str, set[str]] = {}
    for column in sealed_columns():
        found.setdefault(column.table.name, set()).add(column.name)
    assert found == SEALED


@pytest.mark.parametrize("column", sealed_columns(), ids=str)
def test_every_sealed_column_names_its_own_place_and_gives_back_what_it_took(column: Column[Any]) -> None:
    kind: Any = column.type
    assert kind.place == str(column)
    dialect = make_url("sqlite+aiosqlite://").get_dialect()()
    value = VALUES.get(column.name, "0242-00-1234")
    for keys in ((), (new_key(),)):
        give_keys(dialect, read_keys(keys))
        stored = kind.process_bind_param(value, dialect)
        assert kind.process_result_value(stored, dialect) == value
        assert kind.process_bind_param(None, dialect) is None
        assert kind.process_result_value(None, dialect) is None
    assert str(stored).count("anpi:1:") == 1


def test_the_database_is_never_asked_to_compare_a_sealed_column() -> None:
    for build in (
        lambda: select(people).where(people.c.phone == "0242"),
        lambda: select(people).order_by(people.c.lat.desc()),
        lambda: select(outbox).where(outbox.c.body.like("%x%")),
        lambda: people.c.address.is_distinct_from("x"),
        lambda: "x" + reports.c.note,
    ):
        with pytest.raises(Incomparable, match="is sealed"):
            build()
    assert "IS NULL" in str(select(people.c.id).where(people.c.lat.is_(None)))


def test_a_register_that_is_compared_when_it_is_loaded_has_one_key_column() -> None:
    assert [each.name for each in people.primary_key] == ["id"]
    assert is_sealed(people)
