"""Rescuenow's occurrence flags as alerts.

No public description of Rescuenow's interface is known: a city that has a contract is told it. So the JSON here is our
own, small on purpose, and `Form` says what theirs calls each thing.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from bot.core.alerts import Alert, AlertArea, AlertChange, AlertKind, AlertSource, AlertStatus
from integrations.alerts.document import LARGEST, UnreadableError
from integrations.alerts.moments import moment
from integrations.alerts.municipality_codes import SCHEME, six_digits
from integrations.alerts.rescuenow.form import Form

_MOST_ENTRIES = 1_000
_MOST_AREAS = 2_000
_LONGEST_HEADLINE = 4_000


def read_occurrences(raw: bytes, form: Form, received: datetime) -> tuple[Alert, ...]:
    """Every entry, those too that are not understood. `received` (aware, UTC) counts where an entry tells no time.

    Raises:
        UnreadableError: too large, no JSON, or without the list of entries.
    """
    if len(raw) > LARGEST:
        raise UnreadableError(f"the answer has {len(raw)} bytes; {LARGEST} are the limit")
    try:
        answer = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("the answer is no JSON") from error
    entries = form.of(answer, "entries") if isinstance(answer, Mapping) else answer
    if not isinstance(entries, list) or len(entries) > _MOST_ENTRIES:
        raise UnreadableError(f"the answer holds no list of at most {_MOST_ENTRIES} entries at fields.entries")
    return tuple(_alert(each, form, received) for each in entries)


def _alert(entry: Any, form: Form, received: datetime) -> Alert:
    faults: list[str] = []
    fields = entry if isinstance(entry, Mapping) else {}
    if fields is not entry:
        faults.append("読めない項目がありました")
    told = {field: _text(form.of(fields, field), field) for field in form.fields if field not in ("entries", "areas")}
    digest = sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()
    kind, what = _kind(told["kind"], form, faults)
    change = _change(told["change"], form, faults)
    is_known = change is not None and kind is not AlertKind.UNKNOWN
    return Alert(
        source=AlertSource.RESCUENOW,
        kind=kind if change is not None else AlertKind.UNKNOWN,
        status=_status(told["status"], form, faults),
        change=change or AlertChange.ISSUED,
        series=_series(told, digest, faults),
        issued=_issued(told["issued"], received, faults),
        title=told["title"] or what,
        headline=told["headline"],
        areas=_areas(form.of(fields, "areas"), what, faults),
        event=told["id"],
        valid_until=moment(told["valid_until"]),
        digest=digest,
        faults=tuple(faults),
        raw=b"" if is_known else json.dumps(entry, ensure_ascii=False, indent=1).encode(errors="replace"),
    )


def _text(value: Any, field: str) -> str:
    """Text and numbers as text; anything else is nothing."""
    written = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    whole = written.encode(errors="replace").decode()  # half a character cannot be stored
    return whole[: _LONGEST_HEADLINE if field == "headline" else 300]


def _kind(written: str, form: Form, faults: list[str]) -> tuple[AlertKind, str]:
    """Their flag and its name in words; a kind that the form does not know is unknown, and stands as written."""
    if written in form.kinds:
        return AlertKind.OCCURRENCE, form.kinds[written]
    faults.append(f"種類「{written}」は分かりません")
    return AlertKind.UNKNOWN, written


def _status(written: str, form: Form, faults: list[str]) -> AlertStatus:
    """Promise 5, first barrier: a word that the form does not know is not real."""
    if written in form.statuses:
        return form.statuses[written]
    faults.append(f"運用種別が「{written}」のため、訓練として扱いました")
    return AlertStatus.TRAINING


def _change(written: str, form: Form, faults: list[str]) -> AlertChange | None:
    """None: a word that the form does not know, and that nothing may follow from. No word at all is a first notice."""
    if written and written not in form.changes:
        faults.append(f"更新種別「{written}」は分かりません")
        return None
    return form.changes.get(written, AlertChange.ISSUED)


def _series(told: Mapping[str, str], digest: str, faults: list[str]) -> str:
    if not told["id"]:
        faults.append("IDがありません")
    return f"{told['id'] or digest}/{told['status']}"


def _issued(written: str, received: datetime, faults: list[str]) -> datetime:
    at = moment(written)
    if at is None:
        faults.append(f"日時「{written}」は読めません")
    return at or received


def _areas(written: Any, what: str, faults: list[str]) -> tuple[AlertArea, ...]:
    """Codes as text, or as objects with `code` and `name`. A code with a wrong check digit is kept, and told."""
    listed = written if isinstance(written, list) else []
    if not listed or len(listed) > _MOST_AREAS:
        faults.append("対象の市区町村がないか、多すぎます")
    return tuple(_area(each, what, faults) for each in listed[:_MOST_AREAS])


def _area(written: Any, what: str, faults: list[str]) -> AlertArea:
    named = written if isinstance(written, Mapping) else {"code": written}
    told = _text(named.get("code"), "code")
    code = six_digits(told)
    if code is None:
        faults.append(f"市区町村コード「{told}」は正しくありません")
        return AlertArea(told, _text(named.get("name"), "name"), announced=what)
    return AlertArea(code, _text(named.get("name"), "name"), SCHEME, announced=what)
