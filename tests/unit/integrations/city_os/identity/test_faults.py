"""Each way in which a provider can be wrong or forged is refused, with its own reason for the log."""

import asyncio

import httpx
import pytest

from bot.core.errors import Unavailable
from integrations.city_os.identity import Advice, Budgets, CityOsIdentity, IdentityDown, Reason, SignInRefused, Trouble
from integrations.sandbox.city_os_identity import FaultKind, Place, SandboxClient
from tests.unit.integrations.city_os.identity.stage import CALLBACK, HARU, ISSUER, SECRET, stage

REFUSED = [
    (FaultKind.WRONG_AUDIENCE, Reason.WRONG_AUDIENCE),
    (FaultKind.WRONG_NONCE, Reason.WRONG_NONCE),
    (FaultKind.WRONG_ISSUER, Reason.WRONG_ISSUER),
    (FaultKind.EXPIRED, Reason.EXPIRED),
    (FaultKind.ISSUED_IN_FUTURE, Reason.ISSUED_IN_FUTURE),
    (FaultKind.ALG_NONE, Reason.ALGORITHM_NOT_ALLOWED),
    (FaultKind.HS256_WITH_PUBLIC_KEY, Reason.ALGORITHM_NOT_ALLOWED),
    (FaultKind.BAD_SIGNATURE, Reason.BAD_SIGNATURE),
    (FaultKind.UNPUBLISHED_KEY, Reason.KEY_UNKNOWN),
    (FaultKind.WRONG_ACCESS_TOKEN_HASH, Reason.WRONG_ACCESS_TOKEN),
    (FaultKind.SUBJECT_MISMATCH, Reason.SUBJECT_MISMATCH),
    (FaultKind.WRONG_ISS_PARAMETER, Reason.WRONG_ISSUER),
    (FaultKind.NO_ISS_PARAMETER, Reason.WRONG_ISSUER),
    (FaultKind.WRONG_STATE, Reason.STATE_MISMATCH),
    (FaultKind.WRONG_DISCOVERED_ISSUER, Reason.WRONG_ISSUER),
]
DOWN = [(FaultKind.HTML, Trouble.NOT_JSON), (FaultKind.SERVER_ERROR, Trouble.SERVER_ERROR)]
TIGHT = Budgets(answer_seconds=0.5)
"""For a provider that is late in any case; one that answers has all the time that a busy machine may need."""
ASKED_BY_US = [Place.DISCOVERY, Place.KEYS, Place.TOKEN, Place.USERINFO]


@pytest.mark.parametrize(("fault", "reason"), REFUSED)
async def test_what_is_wrong_is_refused_with_its_own_reason(fault: FaultKind, reason: Reason) -> None:
    city = stage()
    city.fault(fault)
    with pytest.raises(SignInRefused) as refused:
        await city.sign_in()
    assert refused.value.reason is reason
    assert str(refused.value) == reason.value


@pytest.mark.parametrize(("fault", "reason"), REFUSED)
async def test_the_same_person_gets_in_when_the_fault_is_gone(fault: FaultKind, reason: Reason) -> None:
    city = stage()
    city.fault(fault)
    with pytest.raises(SignInRefused):
        await city.sign_in()
    city.provider.faults.clear()
    assert (await city.sign_in()).subject == HARU.subject


async def test_a_weaker_proof_than_was_asked_for_does_not_do() -> None:
    city = stage(acr_values=("aal3",), acr_accepted=("aal3",))
    await city.sign_in()
    city.fault(FaultKind.WEAK_CONTEXT)
    with pytest.raises(SignInRefused) as refused:
        await city.sign_in()
    assert refused.value.reason is Reason.WRONG_CONTEXT


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (FaultKind.ALG_NONE, Reason.ALGORITHM_NOT_ALLOWED),
        (FaultKind.HS256_WITH_PUBLIC_KEY, Reason.ALGORITHM_NOT_ALLOWED),
        (FaultKind.BAD_SIGNATURE, Reason.BAD_SIGNATURE),
    ],
)
async def test_signed_userinfo_is_checked_like_an_id_token(fault: FaultKind, reason: Reason) -> None:
    client = SandboxClient("anpi", SECRET, redirect_uris=(CALLBACK,), signed_userinfo=True)
    city = stage(client)
    started = await city.identity.begin(CALLBACK)
    query = await city.visit(started)

    async def spoil(request: httpx.Request) -> None:
        if request.url.path == "/userinfo":
            city.fault(fault)

    city.http.event_hooks = {"request": [spoil]}
    with pytest.raises(SignInRefused) as refused:
        await city.identity.finish(query, started, CALLBACK)
    assert refused.value.reason is reason


@pytest.mark.parametrize(("fault", "trouble"), DOWN)
@pytest.mark.parametrize("place", ASKED_BY_US)
async def test_a_page_instead_of_an_answer_is_a_provider_that_is_down(
    fault: FaultKind, trouble: Trouble, place: Place
) -> None:
    city = stage()
    city.fault(fault, place=place)
    with pytest.raises(IdentityDown) as down:
        await city.sign_in()
    assert down.value.trouble is trouble
    assert isinstance(down.value, Unavailable)
    assert down.value.dependency == "city_os_identity"


@pytest.mark.parametrize("place", ASKED_BY_US)
async def test_a_slow_provider_is_given_up_within_the_budget(place: Place) -> None:
    city = stage(budgets=TIGHT)
    city.fault(FaultKind.SLOW, place=place, seconds=30)
    async with asyncio.timeout(5):
        with pytest.raises(IdentityDown) as down:
            await city.sign_in()
    assert down.value.trouble is Trouble.TOO_SLOW


async def test_many_people_do_not_queue_behind_a_slow_provider() -> None:
    city = stage(budgets=TIGHT)
    city.fault(FaultKind.SLOW, place=Place.DISCOVERY, seconds=30)
    async with asyncio.timeout(5):
        ends = await asyncio.gather(*(city.identity.begin(CALLBACK) for _ in range(40)), return_exceptions=True)
    assert {type(end) for end in ends} == {IdentityDown}
    assert city.journal.times("/.well-known/openid-configuration") == 1


async def test_a_provider_that_is_not_there_is_down() -> None:
    city = stage()
    async with httpx.AsyncClient(trust_env=False) as http:
        nobody = CityOsIdentity(stage(issuer="http://127.0.0.1:9").config, http, city.clock)
        with pytest.raises(IdentityDown) as down:
            await nobody.begin(CALLBACK)
    assert down.value.trouble is Trouble.UNREACHABLE


@pytest.mark.parametrize("error", ["server_error", "temporarily_unavailable"])
async def test_a_provider_that_says_it_cannot_is_down(error: str) -> None:
    city = stage()
    started = await city.identity.begin(CALLBACK)
    with pytest.raises(IdentityDown):
        await city.identity.finish({"error": error, "state": started.state, "iss": ISSUER}, started, CALLBACK)


@pytest.mark.parametrize("query", [{}, {"state": "x"}, {"state": "", "code": "c"}, {"state": "\ud800", "code": "c"}])
async def test_what_is_no_answer_to_our_question_is_refused(query: dict[str, str]) -> None:
    city = stage()
    with pytest.raises(SignInRefused) as refused:
        await city.identity.finish(query, await city.identity.begin(CALLBACK), CALLBACK)
    assert refused.value.reason is Reason.STATE_MISMATCH


@pytest.mark.parametrize("code", ["", "c" * 5000, "c\nd", "\ud800", "符"])
async def test_a_code_that_is_none_is_not_sent_on(code: str) -> None:
    city = stage()
    started = await city.identity.begin(CALLBACK)
    with pytest.raises(SignInRefused) as refused:
        await city.identity.finish({"state": started.state, "iss": ISSUER, "code": code}, started, CALLBACK)
    assert refused.value.reason is Reason.MALFORMED
    assert city.journal.times("/token") == 0


def test_every_reason_says_what_the_person_should_be_told() -> None:
    told = {reason: SignInRefused(reason).advice for reason in Reason}
    assert [reason for reason, advice in told.items() if advice is Advice.CANCELLED] == [Reason.DENIED_BY_PERSON]
    assert told[Reason.STATE_MISMATCH] is Advice.TRY_AGAIN
    assert told[Reason.BAD_SIGNATURE] is Advice.NOT_POSSIBLE_NOW
