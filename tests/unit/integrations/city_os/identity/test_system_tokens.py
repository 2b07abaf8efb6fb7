"""Anpi's own access tokens: kept, renewed in time, asked for once, with the least scope."""

import asyncio

import httpx
import pytest

from integrations.city_os.identity import IdentityDown, Reason, Receiver, SignInRefused, SystemTokens
from integrations.sandbox.city_os_identity import FaultKind, Place, SandboxClient
from tests.unit.integrations.city_os.identity.stage import CALLBACK, SECRET, stage

READ = ("consents.read",)
WRITE = ("consents.write",)


async def test_a_token_is_kept_while_it_is_good() -> None:
    city = stage()
    first = await city.tokens.token(READ)
    city.clock.advance(200)
    assert await city.tokens.token(list(READ)) == first
    assert city.journal.times("/token") == 1


async def test_it_is_renewed_before_it_expires() -> None:
    city = stage()
    first = await city.tokens.token(READ)
    city.clock.advance(245)
    second = await city.tokens.token(READ)
    assert second != first
    assert city.provider.holder(first, "consents.read") is not None
    assert city.provider.holder(second, "consents.read") is not None


async def test_each_set_of_scopes_has_its_own() -> None:
    city = stage()
    read, write = await city.tokens.token(READ), await city.tokens.token(WRITE)
    assert city.provider.holder(read, "consents.write") is None
    assert city.provider.holder(write, "consents.write") is not None
    both = await city.tokens.token((*READ, *WRITE))
    assert await city.tokens.token((*WRITE, *READ)) == both
    assert city.journal.times("/token") == 3


async def test_callers_at_the_same_time_share_one_request() -> None:
    city = stage()
    tokens = await asyncio.gather(*(city.tokens.token(READ) for _ in range(50)))
    assert len(set(tokens)) == 1
    assert city.journal.times("/token") == 1


async def test_a_caller_that_gives_up_does_not_take_the_others_along() -> None:
    city = stage()
    asked, answers = asyncio.Event(), asyncio.Event()

    async def hold_back(request: httpx.Request) -> None:
        if request.url.path == "/token":
            asked.set()
            await answers.wait()

    city.http.event_hooks["request"].append(hold_back)
    impatient, patient = (asyncio.create_task(city.tokens.token(READ)) for _ in range(2))
    await asked.wait()
    impatient.cancel()
    await asyncio.wait({impatient})
    answers.set()
    assert await patient
    assert impatient.cancelled()
    assert city.journal.times("/token") == 1


async def test_a_token_goes_on_serving_while_the_provider_is_down() -> None:
    city = stage()
    first = await city.tokens.token(READ)
    city.fault(FaultKind.SERVER_ERROR, place=Place.TOKEN)
    city.clock.advance(250)
    assert await city.tokens.token(READ) == first
    assert await city.tokens.token(READ) == first
    assert city.journal.times("/token") == 2
    city.clock.advance(50)
    with pytest.raises(IdentityDown):
        await city.tokens.token(READ)
    city.provider.faults.clear()
    assert await city.tokens.token(READ) != first


async def test_a_token_that_was_not_taken_is_replaced() -> None:
    city = stage()
    first = await city.tokens.token(READ)
    city.tokens.forget(READ)
    assert await city.tokens.token(READ) != first


@pytest.mark.parametrize(
    ("scopes", "system_scopes", "reason"),
    [(("people.delete",), READ, Reason.SCOPE_REFUSED), (READ, (), Reason.CLIENT_REFUSED)],
)
async def test_what_the_city_does_not_allow_is_refused(
    scopes: tuple[str, ...], system_scopes: tuple[str, ...], reason: Reason
) -> None:
    city = stage(SandboxClient("anpi", SECRET, redirect_uris=(CALLBACK,), system_scopes=system_scopes))
    with pytest.raises(SignInRefused) as refused:
        await city.tokens.token(scopes)
    assert refused.value.reason is reason


async def test_less_than_was_asked_for_is_not_enough() -> None:
    city = stage()
    city.fault(FaultKind.LESS_SCOPE)
    with pytest.raises(SignInRefused) as refused:
        await city.tokens.token((*READ, *WRITE))
    assert refused.value.reason is Reason.SCOPE_REFUSED


@pytest.mark.parametrize("scopes", [(), "consents.read"])
async def test_asking_for_everything_is_a_mistake(scopes: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="scopes"):
        await stage().tokens.token(scopes)


@pytest.mark.parametrize("receiver", [Receiver(resource="urn:city:consents"), Receiver(audience="urn:city:consents")])
async def test_a_token_can_be_for_one_receiver(receiver: Receiver) -> None:
    city = stage()
    token = await SystemTokens(city.config, city.http, city.clock, receiver).token(READ)
    held = city.provider.holder(token, "consents.read")
    assert held is not None
    assert held.audience == "urn:city:consents"
