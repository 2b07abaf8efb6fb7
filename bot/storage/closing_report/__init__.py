"""The closing report: what it counts is read set by set; what was counted at the closing is kept without the people."""

from bot.storage.closing_report.store import Gone, ReportStore

__all__ = ["Gone", "ReportStore"]
