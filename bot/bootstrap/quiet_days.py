"""The job of ordinary days: greetings at the chosen hours, silence told to contacts, the monthly drill."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.ids import DistrictId
from bot.core.incidents import Incident
from bot.core.language import Language
from bot.core.people import City
from bot.core.ports import Signal, Wakeups
from bot.core.quiet_days import QuietDays
from bot.core.quota import AskQuota, unknown
from bot.core.records import Message
from bot.core.replies import Reply, Text
from bot.core.requests import Circle
from bot.jobs import Job
from bot.rules.greeting_message import greeting_message, practice_message
from bot.rules.quiet_days import Greeting, greeting, hours_due, practice_month
from bot.rules.quiet_silence import Unsent, short_of_messages, told_of_quiet_silence, unsent, untold
from bot.rules.weather import weather_words
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.forecasts import ForecastStore
from bot.storage.incidents import IncidentStore
from bot.storage.quiet_days.greeting import GreetingStore, Morning, Someone
from bot.storage.quiet_days.practising import PracticeStore

EVERY = timedelta(minutes=1)


def quiet_days_job(
    database: Database,
    city: City,
    wakeups: Wakeups,
    city_os: CityOsRules | None = None,
    quota: AskQuota = unknown,
) -> Job:
    """Does nothing in a city that does not offer it. `quota`: of LINE."""
    incidents, forecasts = IncidentStore(database), ForecastStore(database)
    greetings, practices = GreetingStore(database, city_os, quota), PracticeStore(database, quota)
    zone = ZoneInfo(city.time_zone)

    async def run(now: datetime) -> int:
        if not city.quiet_days.offered:
            return 0
        local = now.astimezone(zone)
        real = [each for each in await incidents.still_open() if not each.drill]
        done = await greetings.greet(morning(city, real, local, await _weather(forecasts, city, local)))
        month = practice_month(city.quiet_days.drill, local)
        if month is not None and not real:
            done += await practices.send(month, practice_message(month), local, short_of_messages(Unsent.DRILL, local))
        if done:
            await wakeups.wake(Signal.OUTBOX)
            await wakeups.wake(Signal.BOARD)
        return done

    return Job("quiet_days", EVERY, run)


async def _weather(forecasts: ForecastStore, city: City, local: datetime) -> Text | None:
    place = city.quiet_days.forecast
    return weather_words(await forecasts.of(place.area, local.date()), local) if place else None


def morning(city: City, real: list[Incident], local: datetime, weather: Text | None = None) -> Morning:
    """`local` in the city's time zone; `real`: the incidents that are open and no drills."""

    def decide(someone: Someone) -> Greeting | None:
        last = someone.last_sign.astimezone(local.tzinfo) if someone.last_sign else None
        return greeting(someone.arranged, local, last, in_incident=_is_asked(real, someone.district))

    def words(language: Language) -> tuple[Reply, ...]:
        return greeting_message(city.quiet_days, local.date(), language, weather)

    def to_contact(circle: Circle, arranged: QuietDays, unanswered: int) -> tuple[Message, ...]:
        return told_of_quiet_silence(circle, arranged, unanswered, local, city.disclosure, city.phone)

    return Morning(
        now=local,
        today=local.date(),
        hours=hours_due(local),
        decide=decide,
        words=words,
        to_contact=to_contact,
        untold=lambda arranged: untold(arranged, local),
        unsent=lambda arranged: unsent(arranged, local),
        short=short_of_messages(Unsent.GREETING, local),
    )


def _is_asked(real: list[Incident], district: DistrictId | None) -> bool:
    return any(each.concerns(district) for each in real)
