"""Back-channel logout: what ends a sign-in here, and what only pretends to (Back-Channel Logout 1.0, 2.6)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Unavailable
from integrations.city_os.identity import Reason, SeenInMemory, SignInRefused
from integrations.sandbox.city_os_identity import FaultKind
from tests.unit.integrations.city_os.identity.logout_claims import EVENT, believed, claims_of
from tests.unit.integrations.city_os.identity.stage import HARU, Stage, stage

NOT_A_NUMBER = float("nan")
REFUSED: list[tuple[dict[str, Any], Reason]] = [
    ({"iss": "https://another.example"}, Reason.WRONG_ISSUER),
    ({"iss": None}, Reason.WRONG_ISSUER),
    ({"aud": "somebody-else"}, Reason.WRONG_AUDIENCE),
    ({"aud": ["anpi", "somebody-else"]}, Reason.WRONG_AUDIENCE),
    ({"aud": ["anpi"], "azp": "somebody-else"}, Reason.WRONG_AUDIENCE),
    ({"aud": None}, Reason.WRONG_AUDIENCE),
    ({"exp": None}, Reason.MALFORMED),
    ({"exp": True}, Reason.MALFORMED),
    ({"exp": "later"}, Reason.MALFORMED),
    ({"exp": NOT_A_NUMBER}, Reason.MALFORMED),
    ({"exp": float("inf")}, Reason.MALFORMED),
    ({"exp": 10**400}, Reason.MALFORMED),
    ({"exp": 0}, Reason.EXPIRED),
    ({"iat": None}, Reason.MALFORMED),
    ({"iat": 10**11, "exp": 10**12}, Reason.ISSUED_IN_FUTURE),
    ({"iat": 0}, Reason.NOT_FRESH),
    ({"nbf": 10**11}, Reason.ISSUED_IN_FUTURE),
    ({"jti": None}, Reason.MALFORMED),
    ({"jti": ""}, Reason.MALFORMED),
    ({"jti": "j" * 300}, Reason.MALFORMED),
    ({"jti": 7}, Reason.MALFORMED),
    ({"sub": None, "sid": None}, Reason.MALFORMED),
    ({"sub": "city\x00"}, Reason.MALFORMED),
    ({"events": None}, Reason.NOT_A_LOGOUT),
    ({"events": {}}, Reason.NOT_A_LOGOUT),
    ({"events": [EVENT]}, Reason.NOT_A_LOGOUT),
    ({"events": {EVENT: None}}, Reason.NOT_A_LOGOUT),
    ({"nonce": "of-a-sign-in"}, Reason.NOT_A_LOGOUT),
]


async def refusal(city: Stage, token: str) -> Reason:
    with pytest.raises(SignInRefused) as refused:
        await believed(city, token)
    return refused.value.reason


async def test_a_sign_out_elsewhere_is_believed() -> None:
    city = stage()
    left = await believed(city, city.provider.keys.signed(claims_of(city)))
    assert (left.subject, left.sid, left.jti) == (HARU.subject, "session-1", "logout-1")
    assert left.at == city.clock.now().replace(microsecond=0)


@pytest.mark.parametrize(
    ("changes", "subject", "sid"), [({"sid": None}, HARU.subject, None), ({"sub": None}, None, "session-1")]
)
async def test_a_person_or_a_session_is_enough(changes: dict[str, Any], subject: str | None, sid: str | None) -> None:
    city = stage()
    token = city.provider.keys.signed(claims_of(city, **changes))
    left = await believed(city, token)
    assert (left.subject, left.sid) == (subject, sid)


@pytest.mark.parametrize(("changes", "reason"), REFUSED)
async def test_what_is_not_quite_right_is_refused(changes: dict[str, Any], reason: Reason) -> None:
    city = stage()
    assert await refusal(city, city.provider.keys.signed(claims_of(city, **changes))) is reason


async def test_a_token_is_carried_out_once() -> None:
    city = stage()
    token, seen = city.provider.keys.signed(claims_of(city)), SeenInMemory(city.clock)
    await believed(city, token, seen)
    with pytest.raises(SignInRefused) as refused:
        await believed(city, token, seen)
    assert refused.value.reason is Reason.ALREADY_USED


async def test_what_could_not_be_carried_out_is_believed_again() -> None:
    """The city OS is answered 503 and sends the same token once more (2.8 of the specification)."""
    city = stage()
    token, seen = city.provider.keys.signed(claims_of(city)), SeenInMemory(city.clock)
    with pytest.raises(Unavailable):
        async with city.identity.logout(token, seen):
            raise Unavailable("database")
    assert (await believed(city, token, seen)).sid == "session-1"


async def test_it_is_remembered_for_as_long_as_it_would_be_believed() -> None:
    city = stage()
    token, seen = city.provider.keys.signed(claims_of(city, life=120)), SeenInMemory(city.clock)
    await believed(city, token, seen)
    for _ in range(18):
        city.clock.advance(10)
        with pytest.raises(SignInRefused) as refused:
            await believed(city, token, seen)
        assert refused.value.reason in {Reason.ALREADY_USED, Reason.EXPIRED}
    assert refused.value.reason is Reason.EXPIRED


async def test_an_id_token_signs_nobody_out() -> None:
    city = stage()
    assert await refusal(city, (await city.sign_in()).id_token) is Reason.NOT_A_LOGOUT


@pytest.mark.parametrize(
    "token", ["", ".", "..", "a.b.c", "x" * 70_000, "e30.e30.", "\ud800.a.b", "a.b.c.d.e", "é.é.é"]
)
async def test_what_is_no_token_is_refused(token: str) -> None:
    assert await refusal(stage(), token) is Reason.MALFORMED


@given(header=st.binary(max_size=60), payload=st.binary(max_size=60), signature=st.binary(max_size=60))
async def test_no_bytes_make_the_check_fail_in_another_way(header: bytes, payload: bytes, signature: bytes) -> None:
    city = stage()
    token = b".".join((header, payload, signature)).decode("latin-1")
    await refusal(city, token)


@pytest.mark.parametrize("kind", [FaultKind.ALG_NONE, FaultKind.HS256_WITH_PUBLIC_KEY])
async def test_nobody_else_can_sign_people_out(kind: FaultKind) -> None:
    city = stage()
    keys = city.provider.keys
    forge = keys.unsigned if kind is FaultKind.ALG_NONE else keys.signed_with_public_key
    assert await refusal(city, forge(claims_of(city))) is Reason.ALGORITHM_NOT_ALLOWED


async def test_a_city_that_expects_none_takes_none() -> None:
    city = stage(backchannel_logout=False)
    assert await refusal(city, city.provider.keys.signed(claims_of(city))) is Reason.NOT_A_LOGOUT
    assert city.journal.paths == []
