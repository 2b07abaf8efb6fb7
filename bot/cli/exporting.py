"""What `anpi consent export` does. Thin: the formats are in bot.storage.consent_record."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from bot.cli.export_format import Format
from bot.cli.failing import fail
from bot.cli.sweeping import OpenRecords
from bot.core.ids import PersonId
from bot.storage.consent_record.authorization import authorization_details
from bot.storage.consent_record.dpv import dpv_document
from bot.storage.consent_record.kantara import receipts
from bot.storage.consent_record.part import PersonPart
from bot.storage.consent_record.person_part import read_part

_FORMATS: dict[Format, Callable[[PersonPart], Any]] = {
    Format.DPV: dpv_document,
    Format.KANTARA: receipts,
    Format.RFC9396: authorization_details,
}


async def export_consents(open_records: OpenRecords, person: str, wanted: Format, out: Path | None) -> None:
    """Exit code 1 where nobody has that id, or the file is there already."""
    async with open_records() as records:
        part = await read_part(records.database, PersonId(person), records.city, records.clock.now())
    if part is None:
        fail(f"There is no person '{person}'; the id is the one in people.csv.")
    text = json.dumps(document(part, wanted), ensure_ascii=False, indent=2)
    if out is None:
        typer.echo(text)
        return
    _write(out, text + "\n")
    typer.echo(f"{len(part.consents)} consents and {len(part.rows)} rows of the ledger written to {out}", err=True)


def document(part: PersonPart, wanted: Format) -> Any:
    """One format alone, or all of them under their names."""
    if wanted is Format.ALL:
        return {each.value: form(part) for each, form in _FORMATS.items()}
    return _FORMATS[wanted](part)


def _write(out: Path, text: str) -> None:
    """Personal: nobody else on the machine reads it, and no file is written over."""
    try:
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror}")
