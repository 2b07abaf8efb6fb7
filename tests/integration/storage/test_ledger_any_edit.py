"""On a real file: whatever one statement of SQL does to one row of any ledger is found, and the row is named."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, insert, text, update

from bot.storage.database import Database
from bot.storage.ledger.faults import Fault
from bot.storage.ledger.verify import verify
from bot.storage.migrations import migrate
from bot.storage.tables import ledger, ledger_head
from tests.unit.storage.ledger.chains import Chain, chains

EDITS = {
    **dict.fromkeys(("id", "kind", "person_id", "other_id", "message_id"), "'x' || coalesce({0}, '')"),
    **dict.fromkeys(("body", "body_digest", "previous", "hash"), "{0} || ' '"),
    "at": "{0} + 1",
    "drill": "1 - {0}",
    "seq": "{0} + 100",
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("ledger") / "anpi.db"
    asyncio.run(migrate(f"sqlite:///{file}"))
    return file


@given(chain=chains(), data=st.data(), edit=st.sampled_from(["removed", *sorted(EDITS)]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_edit_of_any_row_is_found_and_named(
    template: Path, tmp_path: Path, chain: Chain, data: st.DataObject, edit: str
) -> None:
    number = data.draw(st.integers(1, len(chain.rows)))
    file = Path(shutil.copy(template, tmp_path / "anpi.db"))
    faults = asyncio.run(_edited(file, chain, edit, number))
    assert [fault.belongs or fault.first for fault in faults] == [number]


async def _edited(file: Path, chain: Chain, edit: str, number: int) -> tuple[Fault, ...]:
    database = Database(f"sqlite:///{file}")
    try:
        async with database.writing() as connection:
            await connection.execute(insert(ledger), chain.rows)
            await connection.execute(update(ledger_head).values(seq=bindparam("s"), hash=bindparam("h")), _head(chain))
        before = await verify(database, chain.head, lambda *_: None)
        assert (before.rows, before.head, before.faults) == (len(chain.rows), chain.head, ())
        changed = f"UPDATE ledger SET {edit} = {EDITS.get(edit, '').format(edit)}"
        change = "DELETE FROM ledger" if edit == "removed" else changed
        async with database.writing() as connection:
            await connection.execute(text(f"{change} WHERE seq = :number"), {"number": number})
        return (await verify(database, None, lambda *_: None)).faults
    finally:
        await database.close()


def _head(chain: Chain) -> dict[str, Any]:
    assert chain.head is not None
    return {"s": chain.head.seq, "h": chain.head.hash}
