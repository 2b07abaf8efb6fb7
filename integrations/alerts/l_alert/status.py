"""The first barrier of promise 5 for L-Alert: only what says Actual wherever it says something is real."""

from bot.core.alerts import AlertChange, AlertStatus
from integrations.alerts.document import child, text
from integrations.alerts.l_alert.envelope import Content

_STATUSES = {
    "Actual": AlertStatus.REAL,
    "Exercise": AlertStatus.TRAINING,
    "System": AlertStatus.TEST,
    "Test": AlertStatus.TEST,
    # a telegram of the JMA in the envelope says it in its own words
    "通常": AlertStatus.REAL,
    "訓練": AlertStatus.TRAINING,
    "試験": AlertStatus.TEST,
}
_CHANGES = {"Report": AlertChange.ISSUED, "Update": AlertChange.ISSUED, "Cancel": AlertChange.CANCELLED}
_ENVELOPES_WORDS = ("Actual", "Exercise", "System", "Test")


def operation_of(content: Content) -> str:
    """運用種別, as the envelope writes it: part of the key."""
    return text(content.envelope, "distributionStatus")


def status_of(content: Content, faults: list[str]) -> AlertStatus:
    """Missing, unknown or in disagreement with the control part is never real."""
    outer, inner = operation_of(content), _inner(content)
    if outer not in _ENVELOPES_WORDS:
        faults.append(f"運用種別が「{outer}」のため、訓練として扱いました" if outer else _MISSING)
        return AlertStatus.TRAINING
    if inner and inner not in _STATUSES:
        faults.append(f"管理部の運用種別が「{inner}」のため、訓練として扱いました")
    if inner and _STATUSES.get(inner) is not _STATUSES[outer]:
        faults.append(f"運用種別が一致しません(封筒 {outer}、管理部 {inner})")
    real = AlertStatus.REAL
    if _STATUSES[outer] is real and inner:
        return _STATUSES.get(inner, AlertStatus.TRAINING)
    return _STATUSES[outer]


_MISSING = "運用種別がないため、訓練として扱いました"


def _inner(content: Content) -> str:
    return text(content.control, "distributionStatus") or text(content.control, "Status")


def change_of(content: Content, faults: list[str]) -> AlertChange | None:
    """None: a type of distribution that L-Alert does not have, and that nothing may follow from."""
    written = text(content.envelope, "distributionType") or text(content.head, "distributionType")
    change = _CHANGES.get(written)
    if change is None:
        faults.append(f"更新種別「{written}」は分かりません" if written else "更新種別がありません")
    if change is AlertChange.ISSUED and errata_of(content) is not None:
        return AlertChange.CORRECTED
    return change


def errata_of(content: Content) -> str | None:
    """Why something was corrected or cancelled; None: nothing was, empty: no reason is given."""
    told = child(content.control, "Errata")
    if told is None:
        return None
    reason, at = text(told, "Description", longest=1_000), text(told, "DateTime") or text(told, "Datetime")
    return reason if reason or at else None
