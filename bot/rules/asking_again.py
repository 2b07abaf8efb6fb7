"""「このことを知らせてもよいですか」: who is left out only because the person wants to be asked first (cadence)."""

from dataclasses import replace
from datetime import datetime

from bot.core.consents import Cadence, Consent
from bot.core.ids import IncidentId
from bot.core.replies import Ask, Choice, Style, Text, text
from bot.core.reports import Report, Standing
from bot.core.requests import Circle
from bot.core.taps import Answer, ChooseCadence, ShareNow
from bot.rules.consent import is_in_force
from bot.rules.telling import Told, tell


def left_out(circle: Circle, said: Report, before: Standing, now: datetime) -> Told:
    """Who would be told of this if the person said yes at this moment, beyond those who are told anyway.

    Without `known_by` nobody of them can be reached, and there is nothing to ask.
    """
    anyway = tell(circle, said, before, now)
    reached = {each.to for each in anyway.messages if each.disclosures}
    confirmed = replace(circle, consents=tuple(_confirmed(each, now) for each in circle.consents))
    asked_first = tell(confirmed, said, before, now)
    return Told(
        messages=tuple(each for each in asked_first.messages if each.disclosures and each.to not in reached),
        shown=tuple(each for each in asked_first.shown if each[0] not in anyway.known_by),
    )


def _confirmed(consent: Consent, now: datetime) -> Consent:
    asks = consent.cadence is not Cadence.ONCE and is_in_force(consent, now)
    return replace(consent, confirmed_at=now) if asks else consent


def carried_by(told: Told, circle: Circle) -> tuple[str, ...]:
    """The consents that these messages rest on, each once."""
    grounds = {each.ground for message in told.messages for each in message.disclosures}
    return tuple(each.id for each in circle.consents if each.id in grounds)


def ask_to_share(people: tuple[Text, ...], incident: IncidentId | None) -> Ask:
    """The question itself. `people` are those left out, as the one who is asked knows them: 娘さん; never empty."""
    return Ask(
        text("share.may_we_tell", people=people),
        (
            Choice(text("share.button.yes"), ShareNow(Answer.YES, incident), Style.GOOD),
            Choice(text("share.button.no"), ShareNow(Answer.NO, incident)),
            Choice(text("consent.button.cadence"), ChooseCadence(), Style.QUIET),
        ),
    )
