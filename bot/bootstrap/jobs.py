"""What happens by the clock in this city, put together. A new job is a line here."""

from datetime import datetime, timedelta

from bot.bootstrap.emergencies import tell_ended
from bot.bootstrap.helpers_told import helpers_job
from bot.bootstrap.ladder import ladder_job
from bot.bootstrap.proposals import Proposals, proposal_job
from bot.bootstrap.quiet_days import quiet_days_job
from bot.core.people import City
from bot.core.ports import Clock, Wakeups
from bot.core.quota import AskQuota, unknown
from bot.jobs import Job, Jobs
from bot.storage.agreed import CityOsRules
from bot.storage.alerts import ProposalStore
from bot.storage.database import Database
from bot.storage.emergencies import EmergencyStore
from bot.storage.incidents import IncidentStore
from bot.storage.retention.sweep import Sweep


def jobs_of(
    database: Database,
    city: City,
    wakeups: Wakeups,
    clock: Clock,
    *others: Job,
    city_os: CityOsRules | None = None,
    quota: AskQuota = unknown,
) -> Jobs:
    """`others` are those that need more than the database. `city_os`: as for turns. `quota`: of LINE."""
    own = (
        emergency_job(database, city, wakeups, quota),
        quiet_days_job(database, city, wakeups, city_os, quota),
        retention_job(database, city),
    )
    return Jobs((*own, *others), clock)


def counting_jobs(
    database: Database, city: City, wakeups: Wakeups, city_os: CityOsRules | None, pace: int, quota: AskQuota
) -> tuple[Job, ...]:
    """Those that write to many, and so mind what is left of the month's messages. `pace`: of the ladder."""
    return (
        proposal_job(Proposals(ProposalStore(database), city, wakeups, quota)),
        helpers_job(database, city, wakeups, city_os, quota),
        ladder_job(database, city, wakeups, city_os, pace, quota),
    )


def emergency_job(database: Database, city: City, wakeups: Wakeups, quota: AskQuota = unknown) -> Job:
    """An emergency closes by itself at its end; this tells the people who live there."""
    emergencies, incidents = EmergencyStore(database), IncidentStore(database)

    async def run(now: datetime) -> int:
        return await tell_ended(emergencies, incidents, city, wakeups, now, quota)

    return Job("emergencies_ended", timedelta(seconds=30), run)


def retention_job(database: Database, city: City) -> Job:
    sweep = Sweep(database, city.retention)

    async def run(now: datetime) -> int:
        return sum((await sweep.erase(now)).values())

    return Job("retention", timedelta(hours=1), run)
