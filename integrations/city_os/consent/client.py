"""The city OS's consents (docs/city-os-consent-api.md). One attempt per call; trying again is for the exchange."""

from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

import httpx
from pydantic import ValidationError

from bot.core.city_consents import CityOsConsent, CursorLost, Listed, Page, Statement
from bot.core.consents import Cadence
from bot.core.errors import Refused, Unavailable
from integrations.city_os.consent.adapter import body_of, consent_of, listed_of, of_subject, written
from integrations.city_os.consent.calls import DEPENDENCY, Budgets, Call, Caller, TokenHeader, Tokens, bearer
from integrations.city_os.consent.schemas import ChangesBody, ListBody
from integrations.city_os.consent.words import Words, load_words

SCOPE_READ: Final = "consents.read"
SCOPE_WRITE: Final = "consents.write"
_GONE: Final = 410

__all__ = ["SCOPE_READ", "SCOPE_WRITE", "Budgets", "CityOsConsents", "Tokens"]


class CityOsConsents:
    """All methods raise `Unavailable` ("city_os_consent"), `TryLater` (429) or `Refused`, as `Caller.call` says."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        base: str,
        tokens: Tokens,
        *,
        words: Words | None = None,
        budgets: Budgets | None = None,
        token_header: TokenHeader = bearer,
    ) -> None:
        """`base`: where the interface is, https://api.example.lg.jp/consent/v1."""
        self._caller = Caller(http, base, tokens, budgets or Budgets(), token_header)
        self._words = words or load_words()

    async def of(self, subject: str) -> Listed:
        """All consents of one person, whatever their state."""
        answer = await self._caller.call(Call("GET", "/consents", SCOPE_READ, {"subject": subject}))
        try:
            body = ListBody.model_validate(answer)
        except ValidationError as error:
            raise Unavailable(DEPENDENCY) from error
        return of_subject(listed_of(body.consents, self._words), subject)

    async def one(self, id_: str) -> CityOsConsent | None:
        """None: there is none, or it is about something that we have no word for."""
        try:
            answer = await self._caller.call(Call("GET", f"/consents/{quote(id_, safe='')}", SCOPE_READ))
        except Refused as refused:
            if refused.status in (404, _GONE):
                return None
            raise
        return consent_of(answer, self._words)

    async def state(self, statement: Statement) -> CityOsConsent:
        """A yes or a no. Safe to repeat: the statement's id is the idempotency key."""
        body = body_of(statement, self._words)
        answer = await self._caller.call(Call("POST", "/consents", SCOPE_WRITE, body=body, key=statement.id))
        return self._stored(answer)

    async def withdraw(self, id_: str, at: datetime, key: str) -> CityOsConsent:
        """From `at` on, which is when the person said so. Safe to repeat with the same key."""
        path = f"/consents/{quote(id_, safe='')}/withdrawal"
        body = {"withdrawn_at": written(at)}
        return self._stored(await self._caller.call(Call("POST", path, SCOPE_WRITE, body=body, key=key)))

    async def confirm(self, id_: str, at: datetime, key: str) -> CityOsConsent:
        """Yes, once more, at that moment. Safe to repeat with the same key; one that is over stays as it is."""
        path = f"/consents/{quote(id_, safe='')}/confirmation"
        body = {"confirmed_at": written(at)}
        return self._stored(await self._caller.call(Call("POST", path, SCOPE_WRITE, body=body, key=key)))

    async def choose(self, id_: str, cadence: Cadence, at: datetime, key: str) -> CityOsConsent:
        """How often the person wants to be asked; of two choices the one that was made later counts."""
        path = f"/consents/{quote(id_, safe='')}/cadence"
        body = {"cadence": self._words.cadences.theirs(cadence), "chosen_at": written(at)}
        return self._stored(await self._caller.call(Call("POST", path, SCOPE_WRITE, body=body, key=key)))

    async def changes(self, after: str, limit: int = 500) -> Page:
        """What changed after the cursor; the empty one stands before the first change.

        Raises:
            CursorLost: the city OS does not know this cursor any more.
        """
        params: dict[str, str | int] = {"after": after, "limit": limit}
        try:
            answer = await self._caller.call(Call("GET", "/consents/changes", SCOPE_READ, params))
            body = ChangesBody.model_validate(answer)
        except Refused as refused:
            if refused.status == _GONE:
                raise CursorLost from refused
            raise Unavailable(DEPENDENCY) from refused
        except ValidationError as error:
            raise Unavailable(DEPENDENCY) from error
        if body.more and body.cursor == after:
            raise Unavailable(DEPENDENCY)
        return Page(listed_of(body.changes, self._words), body.cursor, body.more)

    def _stored(self, answer: Any) -> CityOsConsent:
        """What was stored is told back; anything else is no answer."""
        consent = consent_of(answer, self._words)
        if consent is None:
            raise Unavailable(DEPENDENCY)
        return consent
