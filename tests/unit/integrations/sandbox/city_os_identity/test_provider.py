"""The stand-in is strict where a real provider is, and does wrong only what it was told to."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlencode

import httpx
import pytest
from fastapi import FastAPI, Request

from integrations.sandbox.city_os_identity import (
    FaultKind,
    Faults,
    SandboxClient,
    SigningKeys,
    TownPerson,
    create_identity_provider,
)
from integrations.sandbox.city_os_identity.visit import NoChoiceError, choose, chosen_address
from integrations.sandbox.serve import serving

CALLBACK = "https://anpi.example/back"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"  # the example of RFC 7636, appendix B
HARU = TownPerson("city-0001", "佐藤", "ハル<b>", role="住民・82歳", birthdate="1943-05-06")
ASKED = {
    "response_type": "code",
    "client_id": "anpi",
    "redirect_uri": CALLBACK,
    "scope": "openid profile",
    "state": "s1",
    "nonce": "n1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


def provider(client: SandboxClient | None = None) -> FastAPI:
    return create_identity_provider((HARU,), (client or SandboxClient("anpi", "secret", redirect_uris=(CALLBACK,)),))


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(provider()), base_url="http://127.0.0.1") as client:
        yield client


def url(**changes: str) -> str:
    return f"http://127.0.0.1/authorize?{urlencode({**ASKED, **changes})}"


def form(code: str) -> dict[str, str]:
    return {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    }


async def test_the_page_is_marked_as_practice_and_shows_names_as_text(http: httpx.AsyncClient) -> None:
    page = await http.get(url())
    assert "練習用の画面です" in page.text
    assert "佐藤 ハル&lt;b&gt;" in page.text
    assert "<b>" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    "changes", [{"client_id": "nobody"}, {"redirect_uri": f"{CALLBACK}?x=1"}, {"redirect_uri": ""}]
)
async def test_an_unknown_way_back_is_never_taken(http: httpx.AsyncClient, changes: dict[str, str]) -> None:
    with pytest.raises(NoChoiceError):
        await choose(http, url(**changes), HARU.subject)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"state": ""}, "invalid_request"),
    ],
)
async def test_a_careless_question_is_sent_back(http: httpx.AsyncClient, changes: dict[str, str], error: str) -> None:
    assert (await choose(http, url(**changes), HARU.subject))["error"] == error


@pytest.mark.parametrize(
    "changes",
    [{"code": "made-up"}, {"code_verifier": "v" * 43}, {"code_verifier": ""}, {"redirect_uri": f"{CALLBACK}/"}],
)
async def test_a_code_without_all_that_belongs_to_it_gives_nothing(
    http: httpx.AsyncClient, changes: dict[str, str]
) -> None:
    code = (await choose(http, url(), HARU.subject))["code"]
    answer = await http.post("/token", data={**form(code), **changes}, auth=("anpi", "secret"))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


async def test_a_code_with_its_verifier_gives_tokens_once(http: httpx.AsyncClient) -> None:
    code = (await choose(http, url(), HARU.subject))["code"]
    first = await http.post("/token", data=form(code), auth=("anpi", "secret"))
    assert first.json()["token_type"] == "Bearer"
    second = await http.post("/token", data=form(code), auth=("anpi", "secret"))
    assert second.json()["error"] == "invalid_grant"


async def test_a_page_serves_one_choice(http: httpx.AsyncClient) -> None:
    page = await http.get(url())
    request = page.text.partition('name="request" value="')[2].partition('"')[0]
    answers = [
        await http.post("/authorize", data={"request": request, "person": HARU.subject}, follow_redirects=False)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [303, 400]


@pytest.mark.parametrize("auth", [("anpi", "wrong"), ("nobody", "secret"), None])
async def test_strangers_are_not_let_in(http: httpx.AsyncClient, auth: tuple[str, str] | None) -> None:
    code = (await choose(http, url(), HARU.subject))["code"]
    answer = (
        await http.post("/token", data=form(code), auth=auth) if auth else await http.post("/token", data=form(code))
    )
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


async def test_names_that_an_attacker_owns_are_not_answered(http: httpx.AsyncClient) -> None:
    answer = await http.get("/.well-known/openid-configuration", headers={"host": "attacker.example"})
    assert answer.status_code == 400


async def test_faults_are_switched_while_it_runs(http: httpx.AsyncClient) -> None:
    await http.post("/sandbox/faults", json={"kind": "html", "place": "jwks", "times": 1})
    assert [fault["kind"] for fault in (await http.get("/sandbox/faults")).json()] == ["html"]
    assert (await http.get("/jwks")).headers["content-type"].startswith("text/html")
    assert (await http.get("/jwks")).json()["keys"]
    await http.post("/sandbox/faults", json={"kind": "server_error"})
    assert (await http.get("/jwks")).status_code == 503
    await http.delete("/sandbox/faults")
    assert (await http.get("/jwks")).status_code == 200


@pytest.mark.parametrize(
    "body", [{"kind": "unheard-of"}, {"kind": "html", "tiems": 1}, {"kind": "slow", "seconds": 99}]
)
async def test_a_mistyped_fault_is_no_fault(http: httpx.AsyncClient, body: dict[str, object]) -> None:
    assert (await http.post("/sandbox/faults", json=body)).status_code == 422


async def test_keys_are_rotated_while_it_runs(http: httpx.AsyncClient) -> None:
    async def names() -> list[str]:
        return [key["kid"] for key in (await http.get("/jwks")).json()["keys"]]

    before = await names()
    await http.post("/sandbox/keys", json={"keep_old": True})
    assert len(await names()) == 2
    await http.delete("/sandbox/keys/old")
    after = await names()
    assert len(after) == 1
    assert after != before


async def test_the_set_holds_public_keys_alone(http: httpx.AsyncClient) -> None:
    assert all("d" not in key for key in (await http.get("/jwks")).json()["keys"])


async def test_another_website_may_not_turn_the_knobs(http: httpx.AsyncClient) -> None:
    for headers in ({"origin": "https://attacker.example"}, {"sec-fetch-site": "cross-site"}):
        answer = await http.post("/sandbox/faults", json={"kind": "html"}, headers=headers)
        assert answer.status_code == 403
    assert (await http.get("/sandbox/faults")).json() == []


async def test_it_works_below_a_path_of_another_application() -> None:
    outer = FastAPI()
    outer.mount("/city-os", provider())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(outer), base_url="http://127.0.0.1") as client:
        said = (await client.get("/city-os/.well-known/openid-configuration")).json()
        assert said["issuer"] == "http://127.0.0.1/city-os"
        address = await chosen_address(client, f"{said['authorization_endpoint']}?{urlencode(ASKED)}", HARU.subject)
        assert address.startswith(f"{CALLBACK}?code=")
        assert (await client.get("/city-os/style.css")).status_code == 200


async def test_clients_are_told_who_signed_out() -> None:
    told: list[str] = []

    async def hear(request: Request) -> None:
        told.extend(parse_qs((await request.body()).decode())["logout_token"])

    listener = FastAPI()
    listener.add_api_route("/logout", hear, methods=["POST"])
    async with serving(listener) as address:
        client = SandboxClient("anpi", "secret", redirect_uris=(CALLBACK,), backchannel_logout_uri=f"{address}/logout")
        transport = httpx.ASGITransport(provider(client))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
            await choose(http, url(), HARU.subject)
            sent = await http.post("/sandbox/sign-outs", json={"subject": HARU.subject})
            again = await http.post("/sandbox/sign-outs", json={"subject": HARU.subject})
    assert list(sent.json().values()) == [200]
    assert again.json() == {}
    assert len(told) == 1


async def test_a_client_that_does_not_listen_is_said_so() -> None:
    client = SandboxClient("anpi", "secret", redirect_uris=(CALLBACK,), backchannel_logout_uri="http://127.0.0.1:9/x")
    transport = httpx.ASGITransport(provider(client))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
        await choose(http, url(), HARU.subject)
        sent = await http.post("/sandbox/sign-outs", json={"subject": HARU.subject})
    assert list(sent.json().values()) == [0]


async def test_who_signs_out_goes_only_where_the_client_registered(http: httpx.AsyncClient) -> None:
    asked = {"client_id": "anpi", "post_logout_redirect_uri": "https://attacker.example"}
    answer = await http.get("/end-session", params=asked, follow_redirects=False)
    assert answer.status_code == 400
    assert (await http.get("/end-session")).status_code == 200


def test_people_tell_what_they_were_asked_for() -> None:
    assert HARU.claims(("openid",)) == {"sub": "city-0001"}
    assert HARU.claims(("openid", "birthdate")) == {"sub": "city-0001", "birthdate": "1943-05-06"}
    as_it_is = TownPerson("s", "佐藤", "ハル", more={"address": "文字だけの住所", "gender": "2"})
    assert as_it_is.claims(("openid",))["address"] == "文字だけの住所"


@pytest.mark.parametrize("wrong", [{"seconds": -1}, {"seconds": 61}, {"times": 0}])
def test_a_fault_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must be"):
        Faults().add(FaultKind.SLOW, **wrong)  # type: ignore[arg-type]


def test_a_client_is_known_by_one_thing() -> None:
    with pytest.raises(ValueError, match="either a secret or a public_key"):
        SandboxClient("anpi")


def test_an_algorithm_without_a_key_is_refused() -> None:
    with pytest.raises(ValueError, match="HS256"):
        SigningKeys("HS256")
