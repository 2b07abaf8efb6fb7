"""What happens by the clock: in its time, one after the other, and no job stops another."""

from datetime import datetime, timedelta

from structlog.testing import capture_logs

from bot.core.errors import Unavailable
from bot.jobs import Job, Jobs
from tests.contracts.city import NOON
from tests.unit.stage import SetClock

HOUR = timedelta(hours=1)


class Ran:
    def __init__(self, error: Exception | None = None) -> None:
        self.at: list[datetime] = []
        self.error = error

    async def __call__(self, now: datetime) -> int:
        self.at.append(now)
        if self.error:
            raise self.error
        return 3


async def test_a_job_runs_at_once_and_then_once_in_its_time() -> None:
    clock, ran = SetClock(), Ran()
    jobs = Jobs([Job("often", HOUR, ran)], clock)
    assert [await jobs.run_due(), await jobs.run_due()] == [1, 0]
    clock.at = NOON + HOUR - timedelta(seconds=1)
    assert await jobs.run_due() == 0
    clock.at = NOON + HOUR
    assert await jobs.run_due() == 1
    assert ran.at == [NOON, NOON + HOUR]


async def test_a_job_that_fails_stops_no_other_and_is_tried_again_in_its_time() -> None:
    clock = SetClock()
    down, broken, well = Ran(Unavailable("database")), Ran(ValueError("花子")), Ran()
    jobs = Jobs([Job(str(n), HOUR, each) for n, each in enumerate((down, broken, well))], clock)
    with capture_logs() as logs:
        assert await jobs.run_due() == 3
    clock.at = NOON + HOUR
    assert await jobs.run_due() == 3
    assert [len(each.at) for each in (down, broken, well)] == [2, 2, 2]
    assert [(each["event"], each["job"]) for each in logs] == [
        ("job.waits", "0"),
        ("job.failed", "1"),
        ("job.done", "2"),
    ]


async def test_every_job_has_its_own_time() -> None:
    clock, often, seldom = SetClock(), Ran(), Ran()
    jobs = Jobs([Job("often", HOUR, often), Job("seldom", 3 * HOUR, seldom)], clock)
    for hour in range(4):
        clock.at = NOON + hour * HOUR
        await jobs.run_due()
    assert (len(often.at), len(seldom.at)) == (4, 2)
