"""Alerts and their rows."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from bot.core.alerts import (
    Alert,
    AlertArea,
    AlertChange,
    AlertKind,
    AlertSource,
    AlertStatus,
    AnnouncedShelter,
    ShelterState,
)
from bot.storage.rows import AnyRow


def row_of_alert(alert: Alert, raw: bytes | None, received: datetime) -> dict[str, Any]:
    told = {
        "digest": alert.digest,
        "source": alert.source.value,
        "kind": alert.kind.value,
        "status": alert.status.value,
        "change": alert.change.value,
        "series": alert.series,
        "title": alert.title,
        "headline": alert.headline,
        "areas": [asdict(each) for each in alert.areas],
        "event": alert.event,
        "is_equivalent": alert.is_equivalent,
        "revision": alert.revision,
        "shelters": [_row_of_shelter(each) for each in alert.shelters],
        "faults": list(alert.faults),
        "became": "",
        "matter": None,
    }
    moments = {"issued": alert.issued, "valid_until": alert.valid_until, "received_at": received}
    return {**_storable(told), **moments, "raw": raw or alert.raw or None}


def alert_of(row: AnyRow) -> Alert:
    """A row without `areas` and `shelters` gives an alert without them."""
    return Alert(
        source=AlertSource(row.source),
        kind=AlertKind(row.kind),
        status=AlertStatus(row.status),
        change=AlertChange(row.change),
        series=row.series,
        issued=row.issued,
        title=row.title,
        headline=row.headline,
        areas=tuple(AlertArea(**each) for each in getattr(row, "areas", ())),
        event=row.event,
        valid_until=row.valid_until,
        is_equivalent=row.is_equivalent,
        revision=row.revision,
        shelters=tuple(_shelter_of(each) for each in getattr(row, "shelters", ())),
        digest=row.digest,
        faults=tuple(row.faults),
    )


def _row_of_shelter(shelter: AnnouncedShelter) -> dict[str, Any]:
    since = shelter.since.astimezone(UTC).isoformat() if shelter.since else None
    return {**asdict(shelter), "state": shelter.state.value, "since": since}


def _shelter_of(told: dict[str, Any]) -> AnnouncedShelter:
    since = datetime.fromisoformat(told["since"]) if told["since"] else None
    return AnnouncedShelter(**{**told, "state": ShelterState(told["state"]), "since": since})


def _storable(value: Any) -> Any:
    """Without the one character that PostgreSQL's text cannot hold, and that no telegram needs."""
    match value:
        case str():
            return value.replace("\x00", "")
        case list():
            return [_storable(each) for each in value]
        case dict():
            return {key: _storable(each) for key, each in value.items()}
        case _:
            return value
