"""Faults on demand: what the provider does wrong from now on, until it is cleared or has happened often enough."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """The first group spoils ID tokens (and logout tokens, where they have the same part)."""

    WRONG_AUDIENCE = "wrong_audience"
    WRONG_NONCE = "wrong_nonce"
    WRONG_ISSUER = "wrong_issuer"
    EXPIRED = "expired"
    ISSUED_IN_FUTURE = "issued_in_future"
    ALG_NONE = "alg_none"
    HS256_WITH_PUBLIC_KEY = "hs256_with_public_key"
    BAD_SIGNATURE = "bad_signature"
    UNPUBLISHED_KEY = "unpublished_key"
    WRONG_ACCESS_TOKEN_HASH = "wrong_access_token_hash"  # noqa: S105 - a fault, not a secret
    WEAK_CONTEXT = "weak_context"
    OLD_SIGN_IN = "old_sign_in"

    SUBJECT_MISMATCH = "subject_mismatch"
    WRONG_ISS_PARAMETER = "wrong_iss_parameter"
    NO_ISS_PARAMETER = "no_iss_parameter"
    WRONG_STATE = "wrong_state"
    WRONG_DISCOVERED_ISSUER = "wrong_discovered_issuer"
    LESS_SCOPE = "less_scope"
    LOGOUT_WITH_NONCE = "logout_with_nonce"
    LOGOUT_WITHOUT_EVENT = "logout_without_event"
    LOGOUT_OF_NOBODY = "logout_of_nobody"

    SLOW = "slow"
    HTML = "html"
    SERVER_ERROR = "server_error"


class Place(StrEnum):
    """Where the last three faults happen."""

    DISCOVERY = "discovery"
    KEYS = "jwks"
    AUTHORIZE = "authorize"
    TOKEN = "token"  # noqa: S105 - a place
    USERINFO = "userinfo"
    EVERYWHERE = "*"


@dataclass(slots=True)
class Fault:
    """`times` None: until cleared. `seconds`: how slow."""

    kind: FaultKind
    place: Place = Place.EVERYWHERE
    times: int | None = None
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.seconds <= 60:
            raise ValueError(f"seconds must be between 0 and 60; got {self.seconds}")
        if self.times is not None and self.times < 1:
            raise ValueError(f"times must be 1 or more, or None for until cleared; got {self.times}")


class Faults:
    """The faults that are switched on."""

    def __init__(self, *faults: Fault) -> None:
        self.planned = list(faults)

    def add(
        self, kind: FaultKind, *, place: Place = Place.EVERYWHERE, times: int | None = None, seconds: float = 0
    ) -> None:
        self.planned.append(Fault(kind, place, times, seconds))

    def clear(self) -> None:
        self.planned.clear()

    def strikes(self, kind: FaultKind, place: Place = Place.EVERYWHERE) -> Fault | None:
        """The fault, if it happens now; counts its `times` down."""
        for fault in self.planned:
            if fault.kind is kind and fault.place in (place, Place.EVERYWHERE):
                self._count_down(fault)
                return fault
        return None

    def _count_down(self, fault: Fault) -> None:
        if fault.times is None:
            return
        fault.times -= 1
        if fault.times == 0:
            self.planned.remove(fault)
