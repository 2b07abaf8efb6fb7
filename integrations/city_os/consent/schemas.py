"""The JSON of docs/city-os-consent-api.md. Unknown fields are tolerated; every known one has a limit."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(min_length=1, max_length=255)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Cursor = Annotated[str, StringConstraints(max_length=1_000)]


def _text_only(given: object) -> object:
    """A bare number would pass as seconds since 1970."""
    if given is not None and not isinstance(given, str | datetime):
        raise ValueError("a moment is text in ISO 8601 with an offset")
    return given


Moment = Annotated[AwareDatetime, BeforeValidator(_text_only)]


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class RecipientBody(_Lenient):
    kind: Word
    id: Id | None = None


class ConsentBody(_Lenient):
    """One consent as the city OS holds it."""

    id: Id
    subject: Id
    purpose: Word
    items: Annotated[tuple[Word, ...], Field(max_length=100)]
    recipient: RecipientBody
    phase: Word
    state: Word
    given_at: Moment
    changed_at: Moment
    withdrawn_at: Moment | None = None
    expires_at: Moment | None = None
    reference: Id | None = None


class ListBody(_Lenient):
    """Read one by one: a consent that cannot be read takes no other with it."""

    consents: Annotated[list[Any], Field(max_length=1_000)]


class ChangesBody(_Lenient):
    changes: Annotated[list[Any], Field(max_length=1_000)]
    cursor: Cursor
    more: bool = False
