"""What may be sent to the stand-in: strict, so that a client that strays from the page is noticed."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from integrations.sandbox.city_os_consent.book import Held, new_id

Id = Annotated[str, StringConstraints(min_length=1, max_length=255)]
Cadence = Literal["once", "on_new_data", "every_time"]
Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Recipient(_Strict):
    kind: Word
    id: Id | None = None


class NewConsent(_Strict):
    reference: Id | None = None
    subject: Id
    purpose: Word
    items: Annotated[tuple[Word, ...], Field(min_length=1, max_length=100)]
    recipient: Recipient
    phase: Word
    cadence: Cadence = "once"
    state: Literal["ConsentGiven", "ConsentRefused"] = "ConsentGiven"
    given_at: AwareDatetime
    expires_at: AwareDatetime | None = None

    def held(self, now: datetime) -> Held:
        return Held(
            id=new_id(),
            subject=self.subject,
            purpose=self.purpose,
            items=self.items,
            recipient_kind=self.recipient.kind,
            recipient_id=self.recipient.id,
            phase=self.phase,
            state=self.state,
            given_at=self.given_at.astimezone(UTC),
            changed_at=now,
            expires_at=self.expires_at.astimezone(UTC) if self.expires_at else None,
            reference=self.reference,
            cadence=self.cadence,
        )


class Withdrawal(_Strict):
    withdrawn_at: AwareDatetime


class Confirmation(_Strict):
    confirmed_at: AwareDatetime


class ChosenCadence(_Strict):
    cadence: Cadence
    chosen_at: AwareDatetime
