"""How long each kind of data is kept. When its time is over the data go; the counts of an incident stay."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retention:
    """Days. The defaults hold where the municipality's city.yaml says nothing."""

    message_text: int = 90
    """What people wrote, as it came in: after it was dealt with."""
    letters: int = 180
    """What Anpi wrote to them: after it was delivered or given up."""
    web_chat: int = 180
    """What the web chat shows when somebody comes back."""
    notices: int = 365
    """Words on the city's board: after the notice was done."""
    reports: int = 1095
    """What was said about people's safety in an incident, and their check-ins: after the incident was closed."""
    ledger_bodies: int = 1825
    """The contents of the ledger's rows; their hashes stay for good, so that the chain still proves itself."""
    links: int = 30
    """Codes, sign-ins and nonces: after they were used up or ran out."""
    consent_changes: int = 365
    """What the city OS had to hear: after it confirmed it."""
    city_os_consents: int = 365
    """What the city OS said of a consent that is over: after its last change there."""
    ended_consents: int = 1095
    """What somebody agreed to: after it ended. The ledger proves it longer; that somebody said no is kept."""
    alerts: int = 365
    """What authorities announced, with the raw telegram, and the proposals that it led to: after it came, or after the
    decision."""
    roll_calls: int = 7
    """What somebody told of many people and never confirmed: after its newest message."""
    unclear_turns: int = 90
    """Which messages were not understood, for staff to label. The words go with `message_text`, where that is less."""

    goings: int = 90
    """Who was on the way to whom, and who had somebody asked again: after it was said."""
    announcements: int = 1095
    """What staff sent to many, by whose hand and to which audience: after it was sent, and not while its incident is
    open."""
    practices: int = 730
    """Somebody's wish for the monthly drill: after they last practised. Whoever never does is not asked for ever."""
    district_calls: int = 90
    """When the silent of a district were last reminded: after it was done."""
    forecasts: int = 7
    """The weather for greetings: after it was forecast."""


USUAL = Retention()
