"""Signing in with the city's own ID, from the button to the person."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import ECKey, OKPKey, RSAKey

from bot.core.people import Sex
from integrations.city_os.identity import AssertionAudience, ClientSecret, PrivateKeyJwt, Reason, SignInRefused
from integrations.sandbox.city_os_identity import FaultKind, SandboxClient
from tests.unit.integrations.city_os.identity.stage import CALLBACK, CLIENT, HARU, ISSUER, SECRET, stage


async def test_a_resident_signs_in_and_is_known() -> None:
    signed_in = await stage().sign_in()
    assert (signed_in.issuer, signed_in.subject) == (ISSUER, HARU.subject)
    assert signed_in.claims.city_os_id == HARU.subject
    assert signed_in.claims.name.full == "佐藤 ハル"
    assert signed_in.claims.name.kana == "サトウ ハル"
    assert signed_in.claims.birthdate is not None
    assert signed_in.claims.birthdate.whole == date(1943, 5, 6)
    assert signed_in.claims.gender is Sex.FEMALE
    assert signed_in.claims.phone == "+819012345678"
    assert signed_in.claims.phone_verified is True
    assert signed_in.claims.address is not None
    assert signed_in.claims.address.formatted == HARU.address


async def test_the_address_carries_all_that_protects_the_sign_in() -> None:
    started = await stage(acr_values=("aal3",), acr_accepted=("aal3",)).identity.begin(CALLBACK)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(started.url).query).items()}
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert (asked["state"], asked["nonce"]) == (started.state, started.nonce)
    assert asked["claims_locales"] == "ja"
    assert asked["acr_values"] == "aal3"
    assert started.code_verifier not in started.url


async def test_no_two_sign_ins_share_a_secret() -> None:
    identity = stage().identity
    starts = [await identity.begin(CALLBACK) for _ in range(20)]
    secrets = [secret for start in starts for secret in (start.state, start.nonce, start.code_verifier)]
    assert len(set(secrets)) == 60
    assert all(len(secret) >= 43 for secret in secrets)


async def test_nothing_of_a_person_or_a_secret_is_in_the_text_of_the_values() -> None:
    city = stage()
    started = await city.identity.begin(CALLBACK)
    signed_in = await city.identity.finish(await city.visit(started), started, CALLBACK)
    shown = repr((started, signed_in, city.config))
    for hidden in ("佐藤", "サトウ", "90123", "haru@", "追手町", HARU.subject, signed_in.id_token, SECRET):
        assert hidden not in shown
    for hidden in (started.state, started.nonce, started.code_verifier):
        assert hidden not in shown


async def test_who_presses_cancel_is_not_signed_in() -> None:
    with pytest.raises(SignInRefused) as refused:
        await stage().sign_in(None)
    assert refused.value.reason is Reason.DENIED_BY_PERSON


@pytest.mark.parametrize("error", ["invalid_request", "login_required", "made_up"])
async def test_an_error_of_the_provider_is_no_sign_in(error: str) -> None:
    city = stage()
    started = await city.identity.begin(CALLBACK)
    with pytest.raises(SignInRefused) as refused:
        await city.identity.finish({"error": error, "state": started.state, "iss": ISSUER}, started, CALLBACK)
    assert refused.value.reason is Reason.PROVIDER_ERROR


async def test_a_code_serves_once() -> None:
    city = stage()
    started = await city.identity.begin(CALLBACK)
    query = await city.visit(started)
    await city.identity.finish(query, started, CALLBACK)
    with pytest.raises(SignInRefused) as refused:
        await city.identity.finish(query, started, CALLBACK)
    assert refused.value.reason is Reason.CODE_REFUSED


async def test_a_code_of_another_browser_is_worth_nothing() -> None:
    """Whoever steals the code has not the verifier (RFC 7636)."""
    city = stage()
    victim = await city.identity.begin(CALLBACK)
    thief = await city.identity.begin(CALLBACK)
    stolen = {**await city.visit(victim), "state": thief.state}
    with pytest.raises(SignInRefused) as refused:
        await city.identity.finish(stolen, thief, CALLBACK)
    assert refused.value.reason is Reason.CODE_REFUSED


async def test_a_redirect_address_that_is_not_registered_leads_nowhere() -> None:
    city = stage()
    started = await city.identity.begin(f"{CALLBACK}/")
    page = await city.http.get(started.url)
    assert page.status_code == 400
    assert "location" not in page.headers


async def test_a_wrong_secret_is_a_matter_for_staff() -> None:
    city = stage(authentication=ClientSecret("of yesterday"))
    with pytest.raises(SignInRefused) as refused:
        await city.sign_in()
    assert refused.value.reason is Reason.CLIENT_REFUSED


@pytest.mark.parametrize(
    "key", [RSAKey.generate_key(2048), ECKey.generate_key("P-256"), OKPKey.generate_key("Ed25519")]
)
@pytest.mark.parametrize("audience", list(AssertionAudience))
async def test_a_signed_assertion_opens_the_door_too(key: RSAKey | ECKey | OKPKey, audience: AssertionAudience) -> None:
    client = SandboxClient(
        "anpi", public_key=type(key).import_key(key.as_pem(private=False)), redirect_uris=(CALLBACK,)
    )
    city = stage(client, key=PrivateKeyJwt.from_key(key, audience=audience))
    assert (await city.sign_in()).subject == HARU.subject
    assert (await city.sign_in()).subject == HARU.subject


async def test_an_assertion_by_another_key_does_not() -> None:
    known, other = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")
    client = SandboxClient("anpi", public_key=known, redirect_uris=(CALLBACK,))
    with pytest.raises(SignInRefused) as refused:
        await stage(client, key=PrivateKeyJwt.from_key(other)).sign_in()
    assert refused.value.reason is Reason.CLIENT_REFUSED


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256", "Ed25519"])
async def test_every_usual_signature_is_understood(algorithm: str) -> None:
    assert (await stage(algorithm=algorithm).sign_in()).subject == HARU.subject


async def test_signed_userinfo_is_understood() -> None:
    client = SandboxClient("anpi", SECRET, redirect_uris=(CALLBACK,), signed_userinfo=True)
    assert (await stage(client).sign_in()).claims.name.full == "佐藤 ハル"


async def test_userinfo_is_left_alone_where_it_is_not_wanted() -> None:
    city = stage(asks_userinfo=False)
    signed_in = await city.sign_in()
    assert signed_in.claims.name.full is None
    assert city.journal.times("/userinfo") == 0


async def test_a_shared_phone_makes_the_person_prove_themself_again() -> None:
    city = stage()
    started = await city.identity.begin(CALLBACK, anew=True)
    asked = parse_qs(urlsplit(started.url).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    query = await city.visit(started)
    city.clock.advance(50)
    assert (await city.identity.finish(query, started, CALLBACK)).subject == HARU.subject


async def test_an_old_proof_does_not_do_on_a_shared_phone() -> None:
    city = stage()
    city.fault(FaultKind.OLD_SIGN_IN)
    started = await city.identity.begin(CALLBACK, anew=True)
    with pytest.raises(SignInRefused) as refused:
        await city.identity.finish(await city.visit(started), started, CALLBACK)
    assert refused.value.reason is Reason.NOT_FRESH


async def test_addresses_that_are_configured_are_not_asked_for() -> None:
    endpoints = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/jwks"}
    city = stage(endpoints=endpoints)
    await city.sign_in()
    assert city.journal.times("/.well-known/openid-configuration") == 0


async def test_what_one_person_left_in_the_cookies_is_not_sent_for_another() -> None:
    city = stage()
    city.http.cookies.set("session", "of-haru", domain="127.0.0.1")
    sent: list[str | None] = []

    async def note(request: httpx.Request) -> None:
        if request.url.path in {"/token", "/userinfo"}:
            sent.append(request.headers.get("cookie"))

    city.http.event_hooks = {"request": [note]}
    await city.sign_in()
    assert sent == [None, None]


def test_the_client_of_the_stage_has_a_secret_that_needs_encoding() -> None:
    assert CLIENT.secret is not None
    assert {":", " ", "/", "+"} <= set(CLIENT.secret)
