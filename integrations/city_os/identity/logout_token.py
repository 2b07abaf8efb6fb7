"""Back-channel logout (OIDC Back-Channel Logout 1.0): the provider tells Anpi that somebody signed out elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from integrations.city_os.identity.id_token import check_audience, check_issuer
from integrations.city_os.identity.person_claims import LONGEST_ID
from integrations.city_os.identity.provider_config import ProviderConfig
from integrations.city_os.identity.refusals import Reason, SignInRefused
from integrations.city_os.identity.token_times import Moment, seconds

EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
_LONGEST_LIFE_SECONDS: Final = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class LoggedOut:
    """Whose sign-in ended, and when: all of a person's (`subject` alone) or the session `sid`; at least one is."""

    subject: str | None = field(repr=False)
    sid: str | None = field(repr=False)
    jti: str = field(repr=False)
    at: datetime


class SeenTokens(Protocol):
    """Remembers which logout tokens have been carried out. Both raise `Unavailable` where nothing can be kept."""

    async def knows(self, issuer: str, jti: str) -> bool: ...

    async def remember(self, issuer: str, jti: str, until: datetime) -> None:
        """It may be forgotten after `until` (UTC). Twice is as once."""
        ...


def check_logout_token(claims: Mapping[str, Any], config: ProviderConfig, moment: Moment) -> tuple[LoggedOut, datetime]:
    """Who, and until when the token's id must be remembered.

    Raises:
        SignInRefused: the first check that fails (2.6 of the specification).
    """
    check_issuer(claims, config.issuer)
    check_audience(claims, config.client_id)
    moment.check_life(claims)
    moment.check_age(seconds(claims, "iat"), _LONGEST_LIFE_SECONDS)
    if not _is_logout(claims):
        raise SignInRefused(Reason.NOT_A_LOGOUT)
    subject, sid, jti = (_identifier(claims, name) for name in ("sub", "sid", "jti"))
    if jti is None or (subject is None and sid is None):
        raise SignInRefused(Reason.MALFORMED)
    at = datetime.fromtimestamp(seconds(claims, "iat"), UTC)
    return LoggedOut(subject, sid, jti, at), _until(claims, moment)


def _is_logout(claims: Mapping[str, Any]) -> bool:
    """An ID token has a nonce and no event: neither may pass for the other."""
    events = claims.get("events")
    return isinstance(events, dict) and isinstance(events.get(EVENT), dict) and "nonce" not in claims


def _identifier(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID or not value.isprintable():
        raise SignInRefused(Reason.MALFORMED)
    return value


def _until(claims: Mapping[str, Any], moment: Moment) -> datetime:
    """The token dies with `exp` or, where that is far away, with its age."""
    last = min(seconds(claims, "exp"), seconds(claims, "iat") + _LONGEST_LIFE_SECONDS) + moment.leeway
    return datetime.fromtimestamp(last, UTC)
