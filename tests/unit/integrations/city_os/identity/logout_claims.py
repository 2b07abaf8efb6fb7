"""A logout token that is right in every point; tests change one at a time."""

from typing import Any

from integrations.city_os.identity import LoggedOut, SeenInMemory
from tests.unit.integrations.city_os.identity.stage import HARU, ISSUER, Stage

EVENT = "http://schemas.openid.net/event/backchannel-logout"


def claims_of(city: Stage, *, life: int = 120, **changes: Any) -> dict[str, Any]:
    """A change to None takes the claim out."""
    now = int(city.clock.now().timestamp())
    claims = {
        "iss": ISSUER,
        "aud": "anpi",
        "iat": now,
        "exp": now + life,
        "jti": "logout-1",
        "events": {EVENT: {}},
        "sub": HARU.subject,
        "sid": "session-1",
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


async def believed(city: Stage, token: str, seen: SeenInMemory | None = None) -> LoggedOut:
    """Carried out at once. Raises `SignInRefused`."""
    async with city.identity.logout(token, seen or SeenInMemory(city.clock)) as left:
        return left
