"""One-time codes, nonces and ties in a world in memory."""

from dataclasses import replace
from datetime import datetime

from bot.core.events import AccountLinked, Channel, address_of, channel_of, conversation_id
from bot.core.ids import ConversationId, EventId, PersonId
from bot.core.people import Person
from bot.core.ports import FinishedTurn
from bot.core.records import AccountTied, AccountUntied, CodeTried, TiedBy
from bot.core.requests import (
    AccountsOf,
    CodeHolder,
    HolderOfCode,
    LinkedAccount,
    SignedInBy,
    StandingCode,
    linked_account,
)
from bot.storage.linking.accounts import in_order
from bot.storage.linking.code_digest import CodeDigests, digest_of_secret
from bot.storage.linking.judging import WITHIN, StoredCode, Tries, judged, standing
from bot.storage.memory.standing import drop_waiting
from bot.storage.memory.world import Account, Code, Nonce, Tie, Tried, World

_DIGESTS = CodeDigests((b"in memory",))


def add_code(world: World, code: str, person: PersonId, expires_at: datetime) -> None:
    """As `anpi people code` makes it: the person's older ones open nothing any more."""
    for each in world.codes.values():
        each.used = each.used or each.person == person
    world.codes[_DIGESTS.of(code)] = Code(person, expires_at)


def add_nonce(world: World, nonce: str, person: PersonId, expires_at: datetime) -> None:
    world.nonces[digest_of_secret(nonce)] = Nonce(person, expires_at)


def holder_of_code(world: World, asked: HolderOfCode) -> CodeHolder:
    recent = [each for each in world.tries if each.at > asked.at - WITHIN]
    here = sum(each.conversation == asked.conversation for each in recent)
    tries = Tries(here)
    if channel_of(asked.conversation) is Channel.WEB:
        on_the_web = [each.network for each in recent if channel_of(each.conversation) is Channel.WEB]
        of_the_network = sum(each is not None and each == asked.network for each in on_the_web)
        tries = Tries(here, of_the_network, len(on_the_web))
    return judged(_stored(world, _DIGESTS.of(asked.code)), tries, asked.at)


def code_again(world: World, asked: StandingCode) -> CodeHolder:
    return standing(_stored(world, asked.digest), asked.at)


def signed_in_by(world: World, asked: SignedInBy) -> Person | None:
    nonce = world.nonces.get(digest_of_secret(asked.nonce))
    if nonce is None or nonce.used or nonce.expires_at <= asked.at:
        return None
    return world.people[nonce.person]


def has_unused_key(world: World, turn: FinishedTurn) -> bool:
    """False where the turn would tie by a code or a nonce that is used."""
    key = _key_of(world, turn)
    return key is None or not (key.used or key.expires_at <= turn.finished_at)


def link(world: World, record: AccountTied | AccountUntied | CodeTried, turn: FinishedTurn) -> None:
    match record:
        case AccountTied(conversation, person, by):
            account = account_of(conversation, person)
            if account not in world.accounts:
                world.accounts.append(account)
            world.ties[account] = Tie(by, turn.finished_at)
            key = _key_of(world, turn)
            if key is not None:
                key.used = True
        case AccountUntied(conversation, person):
            account = account_of(conversation, person)
            world.accounts[:] = [each for each in world.accounts if each != account]
            world.ties.pop(account, None)
            drop_waiting(world, account, turn.finished_at)
            if conversation != turn.outcome.conversation.id:
                _begin_anew(world, conversation)
        case CodeTried(conversation, at, network):
            world.tries.append(Tried(conversation, at, EventId(turn.event.id), network))


def accounts_of(world: World, asked: AccountsOf) -> tuple[LinkedAccount, ...]:
    mine = [each for each in world.accounts if each.person == asked.person]
    found = []
    for each in mine:
        tie = world.ties.get(each)
        conversation = conversation_id(each.channel, each.address)
        found.append(linked_account(conversation, asked.person, tie and tie.by, tie and tie.at))
    return in_order(found)


def _begin_anew(world: World, conversation: ConversationId) -> None:
    known = world.conversations.get(conversation)
    if known is not None and known.version:
        anew = replace(known.idle(), person=None, offered=None, listed=None, version=known.version + 1)
        world.conversations[conversation] = anew


def _stored(world: World, digest: str) -> StoredCode | None:
    code = world.codes.get(digest)
    return StoredCode(digest, world.people[code.person], code.expires_at, code.used) if code else None


def account_of(conversation: ConversationId, person: PersonId) -> Account:
    return Account(channel_of(conversation), address_of(conversation), person)


def _key_of(world: World, turn: FinishedTurn) -> Code | Nonce | None:
    """What the turn uses up, where it ties an account. One that nobody made counts as used."""
    tied = next((each for each in turn.outcome.records if isinstance(each, AccountTied)), None)
    if tied is None:
        return None
    nobody = tied.person
    what = turn.event.what
    if tied.by is TiedBy.CITY_OS and isinstance(what, AccountLinked):
        return world.nonces.get(digest_of_secret(what.nonce)) or Nonce(nobody, turn.finished_at)
    if tied.code is None:
        return None
    return world.codes.get(tied.code) or Code(nobody, turn.finished_at)
