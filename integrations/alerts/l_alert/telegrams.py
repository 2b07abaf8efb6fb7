"""L-Alert's documents as alerts: one for each document, of whatever category; nothing unknown is dropped."""

from dataclasses import replace
from datetime import datetime
from xml.etree.ElementTree import Element, tostring

from bot.core.alerts import Alert, AlertChange, AlertKind, AlertSource
from integrations.alerts.document import digest_of, local_name, text
from integrations.alerts.l_alert.counts import count
from integrations.alerts.l_alert.envelope import Content, contents, envelopes, told
from integrations.alerts.l_alert.orders import order_areas
from integrations.alerts.l_alert.places import Place, municipalities, whole
from integrations.alerts.l_alert.shelters import shelters
from integrations.alerts.l_alert.status import change_of, errata_of, operation_of, status_of
from integrations.alerts.moments import first_moment, moment

_KINDS = {"evacuationorder": AlertKind.EVACUATION_ORDER, "shelter": AlertKind.SHELTER}
_LONGEST_HEADLINE = 4_000
_MOST_FAULTS = 50


def read_l_alert(raw: bytes, received: datetime) -> tuple[Alert, ...]:
    """Every document of what was pulled or pushed: envelopes alone, in a list, or in a SOAP message.

    It says what came, not from whom: whoever may push must be known by other means. `received` (aware, UTC) counts
    where a document tells no time of its own.

    Raises:
        UnreadableError: no XML, too large, with a DTD or entities, or without any envelope.
    """
    return tuple(_alert(each, envelope, received) for envelope in envelopes(raw) for each in contents(envelope))


def key_of(alert: Alert) -> str:
    """Document id, city code, 運用種別 and revision: what L-Alert tells documents apart by."""
    return f"{alert.series}#{alert.revision if alert.revision is not None else ''}"


def _alert(content: Content, envelope: Element, received: datetime) -> Alert:
    faults: list[str] = []
    digest = digest_of(envelope)
    places = municipalities(content, faults)
    change = change_of(content, faults)
    bare = Alert(
        source=AlertSource.L_ALERT,
        kind=AlertKind.UNKNOWN,
        status=status_of(content, faults),
        change=change or AlertChange.ISSUED,
        series=_series(content, places, digest, faults),
        issued=_issued(content, received, faults),
        title=text(content.head, "Title") or text(content.control, "Title"),
        headline=_headline(content),
        areas=tuple(each.area() for each in places if each != Place("", "")),
        valid_until=moment(text(content.head, "ValidDateTime")),
        revision=_revision(content, faults),
        digest=digest if content.number == 0 else f"{digest}.{content.number}",
    )
    read = _as_it_came(bare, content) if change is None else _with_body(bare, content, places, faults)
    return replace(read, faults=_named(read, faults))


def _with_body(bare: Alert, content: Content, places: tuple[Place, ...], faults: list[str]) -> Alert:
    """By the body's own name: the category beside it is known to be wrong at times, and then staff are told."""
    body, category = content.body, told(content, "category")
    name = local_name(body) if body is not None else ""
    kind = _KINDS.get(name.lower(), AlertKind.UNKNOWN)
    if category and _KINDS.get(category.lower().replace("_", ""), AlertKind.UNKNOWN) is not kind:
        faults.append(f"カテゴリは「{category}」ですが、中身は「{name}」です")
    if body is None or kind is AlertKind.UNKNOWN:
        faults.append(f"この種類(「{category or name}」)の中身は読みません")
        return _as_it_came(bare, content)
    if kind is AlertKind.SHELTER:
        return replace(bare, kind=kind, shelters=shelters(body, faults))
    return replace(bare, kind=kind, areas=order_areas(body, whole(places, faults), faults), is_equivalent=False)


def _as_it_came(alert: Alert, content: Content) -> Alert:
    """What nobody has read stays for staff to read: the whole envelope, as of a telegram of any other source."""
    return replace(alert, raw=tostring(content.envelope, encoding="utf-8"))


def _series(content: Content, places: tuple[Place, ...], digest: str, faults: list[str]) -> str:
    """Without the revision: what has the same id replaces one another, per city and 運用種別."""
    document = told(content, "documentID")
    if not document:
        faults.append("文書IDがありません")
        document = digest
    return "/".join((document, "+".join(each.code for each in places), operation_of(content)))


def _revision(content: Content, faults: list[str]) -> int | None:
    written = told(content, "documentRevision")
    revision = count(written)
    if revision is None:
        faults.append(f"版番号「{written}」は読めません")
    return revision


def _issued(content: Content, received: datetime, faults: list[str]) -> datetime:
    """When it was sent: of two documents of a series the newer one holds."""
    written = text(content.envelope, "dateTimeSent")
    at = first_moment(written, text(content.head, "ReportDateTime"))
    if moment(written) is None:
        faults.append(f"送信日時「{written}」は読めません")
    return at or received


def _headline(content: Content) -> str:
    """The headline, what completes it, and why it was corrected or cancelled."""
    reason, name = errata_of(content), text(content.body, "Disaster", "DisasterName")
    lines = (
        text(content.head, "Headline", "Text", longest=_LONGEST_HEADLINE),
        f"災害: {name}" if name else "",
        text(content.body, "ComplementaryInfo", longest=_LONGEST_HEADLINE),
        f"訂正・取消の理由: {reason}" if reason else "",
    )
    return "\n".join(dict.fromkeys(each for each in lines if each))


def _named(alert: Alert, faults: list[str]) -> tuple[str, ...]:
    """A drill that is sent as real has happened: the words are told to staff, the status stays what it says."""
    if alert.status.value == "real" and any(word in alert.title + alert.headline for word in ("訓練", "テスト")):
        faults.append("通常の情報として届きましたが、「訓練」または「テスト」と書かれています")
    return tuple(dict.fromkeys(faults))[:_MOST_FAULTS]
