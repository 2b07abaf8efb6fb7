"""A closing report as it is kept: read back as it was, also one from before times were counted by group."""

from bot.core.closing_report import Times
from bot.storage.closing_report.written import report_from, written
from tests.unit.admin.test_report_tables import TIMED


def test_a_report_is_read_back_as_it_was_kept() -> None:
    assert report_from(written(TIMED)) == TIMED


def test_an_older_report_has_no_times_by_group() -> None:
    body = written(TIMED)
    del body["times"]
    assert report_from(body).times == Times()
