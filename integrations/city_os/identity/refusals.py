"""Why a sign-in does not happen: one reason for the log each, and what the person should be told.

Neither the errors nor their messages hold a token, a claim or anything else of a person.
"""

from enum import StrEnum
from typing import Final

from bot.core.errors import Unavailable

DEPENDENCY: Final = "city_os_identity"


class Advice(StrEnum):
    """What the person is told; the words stand in the catalogues."""

    TRY_AGAIN = "try_again"
    NOT_POSSIBLE_NOW = "not_possible_now"
    CANCELLED = "cancelled"


class Reason(StrEnum):
    """Why an answer of the provider (or of the browser that carried it) was refused."""

    DENIED_BY_PERSON = "denied_by_person"
    STATE_MISMATCH = "state_mismatch"
    CODE_REFUSED = "code_refused"
    EXPIRED = "expired"
    NOT_FRESH = "not_fresh"
    ALREADY_USED = "already_used"
    PROVIDER_ERROR = "provider_error"
    CLIENT_REFUSED = "client_refused"
    SCOPE_REFUSED = "scope_refused"
    WRONG_ISSUER = "wrong_issuer"
    WRONG_AUDIENCE = "wrong_audience"
    WRONG_NONCE = "wrong_nonce"
    WRONG_CONTEXT = "wrong_context"
    WRONG_ACCESS_TOKEN = "wrong_access_token"  # noqa: S105 - a reason, not a secret
    ISSUED_IN_FUTURE = "issued_in_future"
    ALGORITHM_NOT_ALLOWED = "algorithm_not_allowed"
    KEY_UNKNOWN = "key_unknown"
    BAD_SIGNATURE = "bad_signature"
    SUBJECT_MISMATCH = "subject_mismatch"
    MALFORMED = "malformed"
    NOT_A_LOGOUT = "not_a_logout"


_ADVICE: Final = {
    Reason.DENIED_BY_PERSON: Advice.CANCELLED,
    Reason.STATE_MISMATCH: Advice.TRY_AGAIN,
    Reason.CODE_REFUSED: Advice.TRY_AGAIN,
    Reason.EXPIRED: Advice.TRY_AGAIN,
    Reason.NOT_FRESH: Advice.TRY_AGAIN,
    Reason.ALREADY_USED: Advice.TRY_AGAIN,
}


class SignInRefused(Exception):  # noqa: N818 - a decision, not a fault
    """The provider answered, and what it answered is not accepted."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason

    @property
    def advice(self) -> Advice:
        """Reasons that a new try cannot mend are for staff: they say that the provider or its settings are wrong."""
        return _ADVICE.get(self.reason, Advice.NOT_POSSIBLE_NOW)


class Trouble(StrEnum):
    """Why the provider counts as down."""

    TOO_SLOW = "too_slow"
    UNREACHABLE = "unreachable"
    SERVER_ERROR = "server_error"
    NOT_JSON = "not_json"
    TOO_LONG = "too_long"
    UNEXPECTED = "unexpected"


class IdentityDown(Unavailable):
    """The provider did not give an answer that can be used: `trouble` is for the log."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(DEPENDENCY)
        self.trouble = trouble
