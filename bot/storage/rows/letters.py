"""A letter and its row in the outbox. Whoever writes letters (turns, the opening of an incident) writes these rows."""

from typing import Any

from bot.core.events import Channel
from bot.core.ids import DistrictId, IncidentId, MailingId, MessageId, PersonId
from bot.core.lanes import lane_of_letter
from bot.core.letters import Letter
from bot.core.quota import SHORT
from bot.core.records import Priority, Silence
from bot.storage import speech
from bot.storage.rows import AnyRow
from bot.storage.tables import outbox

RANK = {Priority.URGENT: 0, Priority.NORMAL: 1, Priority.BULK: 2}
"""What is attempted first; a priority as it stands in its column."""

_PRIORITY = {rank: priority for priority, rank in RANK.items()}

LETTER_COLUMNS = tuple(
    outbox.c[name]
    for name in (
        *("id", "channel", "recipients", "speech", "created_at", "priority", "reply_token", "reply_until"),
        *("must_deliver", "incident_id", "reminds_of", "mailing", "body", "attempts", "first_attempt_at", "replied"),
        *("showing", "may_have_arrived", "silence_in", "silence_of", "silence_at", "reason"),
    )
)


def row_of_letter(letter: Letter) -> dict[str, Any]:
    """A new letter, due at once."""
    return {
        "id": letter.id,
        "lane": lane_of_letter(letter),
        "channel": letter.channel.value,
        "recipients": list(letter.recipients),
        "speech": _written(letter),
        "body": letter.body,
        "priority": RANK[letter.priority],
        "reply_token": letter.reply_token,
        "reply_until": letter.reply_until,
        "must_deliver": letter.must_deliver,
        "incident_id": letter.incident,
        "reminds_of": letter.reminds_of,
        "mailing": letter.mailing,
        "silence_in": letter.tells_of.incident if letter.tells_of else None,
        "silence_of": letter.tells_of.person if letter.tells_of else None,
        "silence_at": letter.tells_of.district if letter.tells_of else None,
        "drill": letter.speech.drill,
        "attempts": letter.attempts,
        "first_attempt_at": letter.first_attempt_at,
        "next_attempt_at": letter.created_at,
        "replied": letter.replied,
        "showing": letter.showing,
        "may_have_arrived": letter.may_have_arrived,
        "state": "pending",
        "reason": SHORT if letter.beyond else "",
        "created_at": letter.created_at,
    }


def _written(letter: Letter) -> str:
    alike = letter.priority is Priority.BULK
    return speech.to_json_remembered(letter.speech) if alike else speech.to_json(letter.speech)


def letter_of(row: AnyRow) -> Letter:
    return Letter(
        id=MessageId(row.id),
        channel=Channel(row.channel),
        recipients=tuple(row.recipients),
        speech=speech.from_json(row.speech),
        created_at=row.created_at,
        priority=_PRIORITY[row.priority],
        reply_token=row.reply_token,
        reply_until=row.reply_until,
        must_deliver=row.must_deliver,
        incident=IncidentId(row.incident_id) if row.incident_id else None,
        reminds_of=IncidentId(row.reminds_of) if row.reminds_of else None,
        mailing=MailingId(row.mailing) if row.mailing else None,
        tells_of=_silence(row),
        beyond=row.reason == SHORT,
        body=row.body,
        attempts=row.attempts,
        first_attempt_at=row.first_attempt_at,
        replied=row.replied,
        showing=MessageId(row.showing) if row.showing else None,
        may_have_arrived=row.may_have_arrived,
    )


def _silence(row: AnyRow) -> Silence | None:
    if not row.silence_in and not row.silence_of:
        return None
    return Silence(
        IncidentId(row.silence_in) if row.silence_in else None,
        PersonId(row.silence_of) if row.silence_of else None,
        DistrictId(row.silence_at) if row.silence_at else None,
        since=None if row.silence_in else row.created_at,
    )
