"""What every store promises about consents said in chat: what is said later counts, and never for somebody else."""

from dataclasses import replace

from bot.core.consents import Cadence, Consent, Item, Origin, Phase, Purpose, RecipientKind, Terms
from bot.core.language import Language
from bot.core.records import CadenceChosen, ConsentConfirmed, ConsentStated, ConsentWithdrawn, Message, Record
from bot.core.replies import Say, text
from bot.core.requests import CircleOf
from bot.storage.ledger.entry import EntryKind
from tests.contracts.backends import Backend
from tests.contracts.city import HANA, KEN, SATO, City, arrival, finished, line, minutes

GIVEN = Consent(
    id="chat-1",
    person=HANA,
    purpose=Purpose.SAFETY_SHARING,
    items=frozenset({Item.NAME, Item.CONDITION, Item.NEEDS}),
    recipient_kind=RecipientKind.ASSOCIATION,
    recipient=None,
    phase=Phase.BOTH,
    cadence=Cadence.ONCE,
    given_at=minutes(1),
    expires_at=minutes(1000),
    origin=Origin.CHAT,
    terms=Terms("safety", "1", "0" * 64, Language.ENGLISH, minutes(0)),
)


async def say(backend: Backend, number: int, *records: Record) -> None:
    turn = finished(arrival(number, line(f"Usay{number}")), records=records)
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)


async def held(backend: Backend) -> dict[str, Consent]:
    circle = await backend.store.answer(CircleOf(HANA))
    assert circle is not None
    return {each.id: each for each in circle.consents}


async def test_a_consent_is_kept_whole(backend: Backend) -> None:
    await say(backend, 1, ConsentStated(GIVEN))
    assert await held(backend) == {"consent-1": City().consents[0], "chat-1": GIVEN}


async def test_a_withdrawal_counts_once_and_only_for_ones_own(backend: Backend) -> None:
    await say(backend, 1, ConsentStated(GIVEN))
    await say(backend, 2, ConsentWithdrawn("chat-1", KEN, minutes(2)))
    assert (await held(backend))["chat-1"].withdrawn_at is None
    await say(backend, 3, ConsentWithdrawn("chat-1", HANA, minutes(3)), ConsentWithdrawn("chat-1", HANA, minutes(4)))
    assert (await held(backend))["chat-1"] == replace(GIVEN, withdrawn_at=minutes(3))


async def test_a_refusal_ends_what_was_given_for_the_same(backend: Backend) -> None:
    no = replace(GIVEN, id="chat-2", refused=True, given_at=minutes(5), expires_at=None)
    await say(backend, 1, ConsentStated(GIVEN))
    await say(backend, 2, ConsentStated(no))
    assert await held(backend) == {
        "consent-1": City().consents[0],
        "chat-1": replace(GIVEN, withdrawn_at=minutes(5)),
        "chat-2": no,
    }


async def test_a_confirmation_and_a_cadence(backend: Backend) -> None:
    await say(backend, 1, ConsentStated(GIVEN))
    await say(backend, 2, CadenceChosen(HANA, Cadence.EVERY_TIME, minutes(2)))
    await say(backend, 3, ConsentConfirmed("chat-1", HANA, minutes(3)), ConsentConfirmed("consent-1", KEN, minutes(3)))
    now = await held(backend)
    assert now["chat-1"] == replace(GIVEN, cadence=Cadence.EVERY_TIME, confirmed_at=minutes(3))
    assert now["consent-1"] == replace(City().consents[0], cadence=Cadence.EVERY_TIME)


async def test_the_ledger_says_that_a_yes_ended_when_a_newer_word_replaced_it(backend: Backend) -> None:
    yes = replace(GIVEN, id="chat-2", given_at=minutes(5), items=frozenset({Item.NAME}))
    no = replace(GIVEN, id="chat-3", refused=True, given_at=minutes(7), expires_at=None)
    for number, each in enumerate((GIVEN, yes, no), start=1):
        await say(backend, number, ConsentStated(each))
    said = [(each.kind, each.body["consent"], each.body.get("replaced_by")) for each in await backend.ledger()]
    assert said == [
        (EntryKind.CONSENT_GIVEN, "chat-1", None),
        (EntryKind.CONSENT_WITHDRAWN, "chat-1", "chat-2"),
        (EntryKind.CONSENT_GIVEN, "chat-2", None),
        (EntryKind.CONSENT_WITHDRAWN, "chat-2", "chat-3"),
        (EntryKind.CONSENT_REFUSED, "chat-3", None),
    ]
    ended = [each for each in await backend.ledger() if each.kind is EntryKind.CONSENT_WITHDRAWN]
    assert [(each.at, each.person, each.other) for each in ended] == [
        (minutes(5), HANA, HANA),
        (minutes(7), HANA, HANA),
    ]


async def test_a_message_that_is_sent_once_is_sent_once_whatever_turn_it_comes_from(backend: Backend) -> None:
    told = Message(SATO, (Say(text("ended.header")),), once="hana stopped it today")
    for number in (1, 2):
        turn = finished(arrival(number, line(f"Usay{number}")), messages=(told,))
        await backend.inbox.accept([turn.arrival])
        assert await backend.store.commit([turn]) == (True,)
    assert [each.letter.recipients for each in await backend.letters()] == [("Usato",)]
