"""A closing report as JSON, and back."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.core.closing_report import ClosingReport


def written(report: ClosingReport) -> dict[str, Any]:
    """Times as ISO 8601, everything by name."""
    body: dict[str, Any] = _adapter().dump_python(report, mode="json")
    return body


def report_from(body: dict[str, Any]) -> ClosingReport:
    """Raises `ValueError` for what no version of the report was."""
    return _adapter().validate_python(body)


@cache
def _adapter() -> TypeAdapter[ClosingReport]:
    return TypeAdapter(ClosingReport)
