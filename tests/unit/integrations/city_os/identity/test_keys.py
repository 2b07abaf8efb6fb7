"""The provider's keys: rotation, how often they are asked for, and what is no key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from integrations.city_os.identity import Budgets, Reason, SignInRefused
from integrations.city_os.identity.keys import read_keys
from integrations.sandbox.city_os_identity import FaultKind
from tests.unit.integrations.city_os.identity.logout_claims import believed, claims_of
from tests.unit.integrations.city_os.identity.stage import HARU, stage

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
PARTS = st.sampled_from(("kty", "crv", "x", "y", "n", "e", "kid", "use", "alg", "k", "key_ops", "d"))
WORDS = JSON | st.sampled_from(("RSA", "EC", "OKP", "oct", "P-256", "Ed25519", "AQAB", "sig", "A" * 400))


async def test_keys_are_asked_for_once_for_many_sign_ins() -> None:
    city = stage()
    for _ in range(5):
        await city.sign_in()
    assert city.journal.times("/jwks") == 1


async def test_a_new_key_is_found_at_its_first_token() -> None:
    city = stage()
    await city.sign_in()
    city.clock.advance(31)
    city.provider.keys.rotate(keep_old=True)
    assert (await city.sign_in()).subject == HARU.subject
    assert city.journal.times("/jwks") == 2


async def test_an_old_key_works_until_it_leaves_the_set() -> None:
    """Somebody is on the way back from the provider while it changes its key."""
    city = stage(budgets=Budgets(keys_seconds=0, keys_pause_seconds=0))
    old = city.provider.keys.signed(claims_of(city))
    city.provider.keys.rotate(keep_old=True)
    assert (await believed(city, old)).subject == HARU.subject
    city.provider.keys.withdraw_old()
    with pytest.raises(SignInRefused) as refused:
        await believed(city, old)
    assert refused.value.reason is Reason.KEY_UNKNOWN


async def test_a_withdrawn_key_stops_working_when_what_we_know_is_old() -> None:
    city = stage()
    old = city.provider.keys.signed(claims_of(city, life=10_000))
    await believed(city, old)
    city.provider.keys.rotate(keep_old=False)
    await believed(city, old)
    city.clock.advance(3600)
    with pytest.raises(SignInRefused) as refused:
        await believed(city, old)
    assert refused.value.reason is Reason.KEY_UNKNOWN


async def test_a_provider_that_names_no_keys_may_change_them_too() -> None:
    city = stage(budgets=Budgets(keys_pause_seconds=30))
    keys = city.provider.keys
    keys.names_keys = False
    await city.sign_in()
    keys.rotate(keep_old=False)
    with pytest.raises(SignInRefused) as refused:
        await city.sign_in()
    assert refused.value.reason is Reason.BAD_SIGNATURE
    city.clock.advance(30)
    assert (await city.sign_in()).subject == HARU.subject


async def test_tokens_with_made_up_keys_do_not_make_us_hammer_the_provider() -> None:
    city = stage()
    await city.sign_in()
    city.fault(FaultKind.UNPUBLISHED_KEY)
    for _ in range(10):
        with pytest.raises(SignInRefused) as refused:
            await city.sign_in()
        assert refused.value.reason is Reason.KEY_UNKNOWN
    assert city.journal.times("/jwks") == 1
    city.clock.advance(31)
    for _ in range(10):
        with pytest.raises(SignInRefused):
            await city.sign_in()
    assert city.journal.times("/jwks") == 2


def test_a_published_secret_is_no_key() -> None:
    secret = OctKey.generate_key(256, {"kid": "s"})
    assert read_keys({"keys": [secret.as_dict()]}) == ()


def test_what_cannot_be_used_does_not_spoil_the_rest() -> None:
    good = ECKey.generate_key("P-256", {"kid": "good"}).as_dict(private=False)
    bad: list[object] = [
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "unheard-of", "pub": "x"},
        {**good, "use": "enc"},
        {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
        {"kty": "oct", "k": "AQAB"},
        RSAKey.generate_key(2048).as_dict(private=True),
        "not a key",
        None,
    ]
    assert [key.kid for key in read_keys({"keys": [*bad, good]})] == ["good"]


@pytest.mark.parametrize("document", [{}, {"keys": None}, {"keys": {}}, {"keys": []}])
def test_a_document_without_keys_has_none(document: dict[str, object]) -> None:
    assert read_keys(document) == ()


@given(st.lists(st.dictionaries(PARTS, WORDS, max_size=8) | JSON, max_size=5))
def test_no_document_makes_the_reading_fail(keys: list[object]) -> None:
    read_keys({"keys": keys})


def test_all_usual_kinds_are_read() -> None:
    made: list[RSAKey | ECKey | OKPKey] = [
        RSAKey.generate_key(2048),
        ECKey.generate_key("P-384"),
        OKPKey.generate_key("Ed25519"),
    ]
    assert len(read_keys({"keys": [key.as_dict(private=False) for key in made]})) == 3
