"""Our client of the city OS's consents before the stand-in, over real HTTP: what the page promises holds."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from structlog.testing import capture_logs

from bot.core.city_consents import CursorLost, State, Statement
from bot.core.consents import Cadence, Item, Phase, Purpose, RecipientKind
from bot.core.errors import Refused, TryLater, Unavailable
from integrations.city_os.consent import SCOPE_READ, SCOPE_WRITE, CityOsConsents, WordsError, load_words, read_words
from integrations.sandbox.city_os_consent import FaultKind
from integrations.sandbox.serve import serving
from tests.contracts.consent_service import START, ConsentService, HandClock, TokensAtHand, consent_service

YES = Statement(
    id="change-1",
    reference="consent-1",
    subject="s-hana",
    purpose=Purpose.SAFETY_SHARING,
    items=frozenset({Item.NAME, Item.CONDITION}),
    recipient_kind=RecipientKind.ASSOCIATION,
    recipient="ikki",
    phase=Phase.BOTH,
    refused=False,
    given_at=START - timedelta(hours=1),
    expires_at=START + timedelta(days=365),
)


@pytest.fixture
async def city_os() -> AsyncIterator[ConsentService]:
    async with consent_service(HandClock(), seconds=0.5) as service:
        yield service


async def test_what_was_stated_is_listed_read_and_followed(city_os: ConsentService) -> None:
    stored = await city_os.client.state(YES)
    assert stored.state is State.GIVEN
    assert (stored.reference, stored.items, stored.given_at) == (YES.reference, YES.items, YES.given_at)
    assert (stored.recipient, stored.expires_at, stored.subject) == ("ikki", YES.expires_at, "s-hana")
    assert (await city_os.client.of("s-hana")).consents == (stored,)
    assert (await city_os.client.of("s-nobody")).consents == ()
    assert await city_os.client.one(stored.id) == stored
    assert await city_os.client.one("c-nobody") is None
    page = await city_os.client.changes("")
    assert (page.listed.consents, page.more) == ((stored,), False)
    assert (await city_os.client.changes(page.cursor)).listed.consents == ()
    assert set(city_os.tokens.scopes) == {SCOPE_READ, SCOPE_WRITE}


async def test_a_refusal_is_a_word_and_ends_the_yes_before_it(city_os: ConsentService) -> None:
    yes = await city_os.client.state(YES)
    no = replace(YES, id="change-2", reference="consent-2", refused=True, given_at=START, expires_at=None)
    assert (await city_os.client.state(no)).state is State.REFUSED
    after = await city_os.client.one(yes.id)
    assert after is not None
    assert (after.state, after.withdrawn_at) == (State.WITHDRAWN, START)


async def test_a_withdrawal_counts_from_the_persons_moment(city_os: ConsentService) -> None:
    stored = await city_os.client.state(YES)
    at = START - timedelta(minutes=3)
    for _ in range(2):
        withdrawn = await city_os.client.withdraw(stored.id, at, "key-1")
        assert (withdrawn.state, withdrawn.withdrawn_at) == (State.WITHDRAWN, at)
    assert withdrawn.changed_at > stored.changed_at
    with pytest.raises(Refused):
        await city_os.client.withdraw("c-nobody", at, "key-2")


async def test_a_lost_answer_and_the_same_key_again_make_one_consent(city_os: ConsentService) -> None:
    city_os.faults.add(FaultKind.LOST_ANSWER, times=1, writes=True)
    with pytest.raises(Unavailable) as lost:
        await city_os.client.state(YES)
    assert lost.value.dependency == "city_os_consent"
    await city_os.client.state(YES)
    await city_os.client.state(YES)
    assert len((await city_os.client.of("s-hana")).consents) == 1


async def test_the_same_key_for_something_else_is_refused(city_os: ConsentService) -> None:
    await city_os.client.state(YES)
    with pytest.raises(Refused):
        await city_os.client.state(replace(YES, items=frozenset({Item.HEALTH})))


async def test_a_yes_that_comes_late_does_not_undo_a_newer_no(city_os: ConsentService) -> None:
    yes = await city_os.client.state(YES)
    await city_os.client.withdraw(yes.id, START, "key-1")
    late = replace(YES, id="change-9", reference="consent-9", given_at=START - timedelta(minutes=30))
    assert (await city_os.client.state(late)).state is State.WITHDRAWN


@pytest.mark.parametrize("kind", [FaultKind.DOWN, FaultKind.SLOW, FaultKind.HTML, FaultKind.NOT_JSON])
async def test_no_sensible_answer_is_unavailable(city_os: ConsentService, kind: FaultKind) -> None:
    city_os.faults.add(kind, seconds=5 if kind is FaultKind.SLOW else 0)
    with pytest.raises(Unavailable):
        await city_os.client.of("s-hana")
    with pytest.raises(Unavailable):
        await city_os.client.changes("")
    with pytest.raises(Unavailable):
        await city_os.client.state(YES)


async def test_nobody_there_is_unavailable(city_os: ConsentService) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        with pytest.raises(Unavailable):
            await CityOsConsents(http, "http://127.0.0.1:9", city_os.tokens).of("s-hana")


async def test_too_many_calls_say_how_long_to_wait(city_os: ConsentService) -> None:
    city_os.faults.add(FaultKind.TOO_MANY, seconds=7)
    with pytest.raises(TryLater) as later:
        await city_os.client.of("s-hana")
    assert (later.value.pause, later.value.ambiguous) == (7.0, False)


async def test_a_token_that_is_not_taken_is_replaced_once(city_os: ConsentService) -> None:
    city_os.access.token = "token-2"
    city_os.tokens.held = ["token-1", "token-2"]
    assert (await city_os.client.of("s-hana")).consents == ()
    city_os.access.token = "token-3"
    before = len(city_os.tokens.scopes)
    with pytest.raises(Unavailable):
        await city_os.client.of("s-hana")
    assert len(city_os.tokens.scopes) - before == 2


async def test_a_cursor_that_is_gone_says_so(city_os: ConsentService) -> None:
    city_os.faults.add(FaultKind.STALE_CURSOR, times=1)
    with pytest.raises(CursorLost):
        await city_os.client.changes("12")


async def test_the_feed_comes_in_pages_and_in_order(city_os: ConsentService) -> None:
    for number in range(5):
        await city_os.client.state(replace(YES, id=f"k{number}", reference=f"r{number}", subject=f"s{number}"))
    seen, cursor, more = [], "", True
    while more:
        page = await city_os.client.changes(cursor, limit=2)
        seen += [each.reference for each in page.listed.consents]
        cursor, more = page.cursor, page.more
    assert seen == [f"r{number}" for number in range(5)]


BODY = {
    "id": "c-1",
    "subject": "s-hana",
    "purpose": "safety_sharing",
    "items": ["name"],
    "recipient": {"kind": "family"},
    "phase": "both",
    "state": "dpv:ConsentGiven",
    "given_at": "2026-08-01T09:00:00+09:00",
    "changed_at": "2026-08-01T09:00:00+09:00",
    "something_new": {"deep": 1},
}


@pytest.mark.parametrize(
    ("changes", "left_out"),
    [
        ({}, ()),
        ({"state": "https://w3id.org/dpv#ConsentGiven"}, ()),
        ({"items": ["name", "shoe_size"]}, ()),
        ({"state": "SomethingNew"}, ()),
        ({"purpose": "marketing"}, ("c-1",)),
        ({"items": ["shoe_size"]}, ("c-1",)),
        ({"phase": "later"}, ("c-1",)),
        ({"recipient": {"kind": "everybody"}}, ("c-1",)),
        ({"given_at": "2026-08-01T09:00:00"}, ("c-1",)),
        ({"given_at": 1_780_000_000}, ("c-1",)),
        ({"subject": 12}, ("c-1",)),
    ],
)
async def test_what_is_not_understood_is_kept_out_and_logged_by_its_id(
    changes: dict[str, object], left_out: tuple[str, ...]
) -> None:
    app = FastAPI()
    app.add_api_route("/consents", lambda: {"consents": [{**BODY, **changes}, "no consent"]}, methods=["GET"])
    async with serving(app) as base, httpx.AsyncClient(trust_env=False) as http:
        with capture_logs() as logs:
            listed = await CityOsConsents(http, base, TokensAtHand(["t"])).of("s-hana")
    assert listed.left_out == left_out
    assert [each.items for each in listed.consents] == ([] if left_out else [frozenset({Item.NAME})])
    if "state" in changes and changes["state"] == "SomethingNew":
        assert listed.consents[0].state is State.UNKNOWN
    assert all("s-hana" not in str(each) for each in logs)
    if left_out:
        assert any(each.get("consent") == "c-1" for each in logs)


async def test_consents_of_somebody_else_are_not_taken() -> None:
    app = FastAPI()
    app.add_api_route("/consents", lambda: {"consents": [{**BODY, "subject": "s-other"}]}, methods=["GET"])
    async with serving(app) as base, httpx.AsyncClient(trust_env=False) as http:
        assert (await CityOsConsents(http, base, TokensAtHand(["t"])).of("s-hana")).consents == ()


def test_a_city_can_rename_every_word() -> None:
    words = read_words(
        """
        purposes: {safety_sharing: 安否, plan_drafting: 作成, plan_sharing: 共有, supporter_matching: 支援,
                   shelter_care: 避難所}
        items: {name: 氏名, contact: 連絡先, address: 住所, condition: 安否, whereabouts: 居場所, location: 位置,
                needs: 困りごと, health: 健康, medication: 服薬, plan: 計画}
        recipients: {family: 家族, supporter: 支援者, association: 町内会, commissioner: 民生委員, city: 市,
                     service: 事業者, person: 個人}
        phases: {peacetime: 平時, emergency: 有事, both: 両方}
        cadences: {once: 初回, on_new_data: 新情報時, every_time: 都度}
        """
    )
    assert words.purposes.theirs(Purpose.SAFETY_SHARING) == "安否"
    assert words.phases.ours("有事") is Phase.EMERGENCY
    assert load_words().items.ours("氏名") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "hold no keys"),
        ("{", "cannot be read"),
        ("purposes: {safety_sharing: x}", "plan_drafting is missing"),
        ("colours: {}", "unknown key 'colours'"),
    ],
)
def test_words_that_do_not_hold_say_which(text: str, said: str) -> None:
    with pytest.raises(WordsError, match=said):
        read_words(text)


async def test_a_confirmation_renews_a_yes_that_stands_and_no_other(city_os: ConsentService) -> None:
    stored = await city_os.client.state(YES)
    for _ in range(2):
        renewed = await city_os.client.confirm(stored.id, START, "key-1")
        assert (renewed.state, renewed.given_at) == (State.RENEWED, YES.given_at)
    assert city_os.book.consents[stored.id].confirmed_at == START
    assert len(city_os.book.log) == 2
    await city_os.client.withdraw(stored.id, START, "key-2")
    assert (await city_os.client.confirm(stored.id, START, "key-3")).state is State.WITHDRAWN
    with pytest.raises(Refused):
        await city_os.client.confirm("c-nobody", START, "key-4")
    with pytest.raises(Refused):
        await city_os.client.confirm(stored.id, START + timedelta(days=1), "key-1")


async def test_a_cadence_goes_with_a_yes_and_the_one_chosen_later_counts(city_os: ConsentService) -> None:
    stored = await city_os.client.state(replace(YES, cadence=Cadence.ON_NEW_DATA))
    assert city_os.book.consents[stored.id].cadence == "on_new_data"
    await city_os.client.choose(stored.id, Cadence.EVERY_TIME, START, "key-1")
    await city_os.client.choose(stored.id, Cadence.ONCE, START - timedelta(minutes=5), "key-2")
    assert city_os.book.consents[stored.id].cadence == "every_time"
    (told,) = (await city_os.portal.get("/consents")).json()["consents"]
    assert (told["cadence"], told["confirmed_at"]) == ("every_time", None)
