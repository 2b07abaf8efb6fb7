"""Fills the stand-in from a town's CSV files: the consents of whoever has a subject."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from integrations.sandbox.city_os_consent.book import ConsentBook, Held, new_id

_JAPAN = ZoneInfo("Asia/Tokyo")


def seed_from_town(book: ConsentBook, town: Path) -> int:
    """From `people.csv` and `consents.csv`; how many consents. Run it once over an empty book."""
    subjects = {row["person_id"]: row["subject"] for row in _rows(town / "people.csv") if row.get("subject")}
    held = [
        _held(row, subjects[row["person_id"]], book.now())
        for row in _rows(town / "consents.csv")
        if row["person_id"] in subjects
    ]
    for each in held:
        book.put(each)
    return len(held)


def _held(row: dict[str, str], subject: str, now: datetime) -> Held:
    return Held(
        id=new_id(),
        subject=subject,
        purpose=row["purpose"],
        items=tuple(filter(None, row["items"].split(";"))),
        recipient_kind=row["recipient_kind"],
        recipient_id=row.get("recipient_id") or None,
        phase=row["phase"],
        state="ConsentGiven",
        given_at=_moment(row.get("given_at")) or now,
        changed_at=now,
        expires_at=_moment(row.get("expires_at"), days_later=1),
    )


def _moment(cell: str | None, *, days_later: int = 0) -> datetime | None:
    """A day is that day in Japan, and an end is the end of it, as `anpi city load` reads it."""
    if not cell:
        return None
    moment = datetime.fromisoformat(cell)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_JAPAN) + timedelta(days=days_later)
    return moment.astimezone(UTC)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
