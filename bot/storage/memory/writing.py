"""Writes what a turn decided into a world in memory."""

from collections.abc import Iterable
from dataclasses import replace

from bot.core.ids import ConversationId, PersonId
from bot.core.ports import FinishedTurn
from bot.core.records import (
    AccountTied,
    AccountUntied,
    CadenceChosen,
    CheckInBegan,
    CodeTried,
    ConsentConfirmed,
    ConsentStated,
    ConsentWithdrawn,
    DistrictCalled,
    GoingStated,
    GoingTakenBack,
    MessageRetracted,
    NoticeNamed,
    NoticeRaised,
    Nudged,
    PracticeDone,
    PracticeEnded,
    PracticeWished,
    QuietDaysAnswered,
    QuietDaysArranged,
    QuietDaysEnded,
    ReachChanged,
    ReportMade,
    RollCallEnded,
    RollCallKept,
    SaidToStaff,
    TurnUnclear,
)
from bot.core.reports import CheckIn, Progress, Report
from bot.storage.ledger.entries import entries_of, entry_of_shown
from bot.storage.memory.consenting import Ended, consent
from bot.storage.memory.districts import call_districts
from bot.storage.memory.going import do_for_somebody
from bot.storage.memory.linking import account_of, link
from bot.storage.memory.quiet_days import arrange
from bot.storage.memory.roll_calls import forget_event, keep_roll_calls
from bot.storage.memory.speaking import spoken
from bot.storage.memory.world import Asked, Raised, Told, World
from bot.storage.turn_store.mail import Road, mail_of
from bot.storage.turn_store.retracting import without_name, without_words
from bot.storage.turn_store.standings import check_in_after, touched_by

_WRITTEN_BELOW = (
    CheckInBegan,
    TurnUnclear,
    SaidToStaff,
    DistrictCalled,
    *(GoingStated, GoingTakenBack, Nudged),
    *(QuietDaysArranged, QuietDaysEnded, QuietDaysAnswered),
    *(PracticeWished, PracticeEnded, PracticeDone),
    *(RollCallKept, RollCallEnded, NoticeNamed),
)
"""Each by those who keep it, all of a turn at once."""


def write(world: World, turn: FinishedTurn) -> None:
    _move_conversation(world, turn)
    ended: Ended = {}
    left = _left(world, turn)
    for record in turn.outcome.records:
        if isinstance(record, _WRITTEN_BELOW):
            continue
        match record:
            case ReportMade(report):
                world.reports.append(Told(report, turn.event.id, turn.finished_at))
            case NoticeRaised():
                world.notices.append(Raised(record, turn.event.id))
            case ReachChanged(conversation, reach):
                if conversation in world.conversations:
                    world.conversations[conversation] = replace(world.conversations[conversation], reach=reach)
            case MessageRetracted():
                _retract(world, record)
            case ConsentStated() | ConsentWithdrawn() | ConsentConfirmed() | CadenceChosen():
                ended |= consent(world, record)
            case AccountTied() | AccountUntied() | CodeTried():
                link(world, record, turn)
    do_for_somebody(world, turn.outcome.records)
    arrange(world, turn.outcome.records)
    world.said_to_staff += [each for each in turn.outcome.records if isinstance(each, SaidToStaff)]
    world.unclear += [each for each in turn.outcome.records if isinstance(each, TurnUnclear)]
    keep_roll_calls(world, turn)
    _name_notices(world, [each for each in turn.outcome.records if isinstance(each, NoticeNamed)])
    _move_check_ins(world, turn)
    call_districts(world, turn)
    _post(world, turn, ended, left)


def _name_notices(world: World, named: Iterable[NoticeNamed]) -> None:
    about = {each.id: each.about for each in named}
    for raised in world.notices:
        if raised.notice.id in about and raised.notice.about is None:
            raised.notice = replace(raised.notice, about=about[raised.notice.id])


def _move_conversation(world: World, turn: FinishedTurn) -> None:
    moved = turn.outcome.conversation
    stored = world.conversations.get(moved.id)
    reach = stored.reach if stored else moved.reach
    world.conversations[moved.id] = replace(moved, reach=reach, version=moved.version + 1)


def _move_check_ins(world: World, turn: FinishedTurn) -> None:
    touched = touched_by([turn])
    for key in touched.keys:
        incident, who = key
        person = world.people.get(who)
        if person is None:
            continue
        asked = world.check_ins.setdefault(key, Asked(CheckIn(incident, who, Progress.NOT_SENT), person.district))
        said = [each.report for each in world.reports if (each.report.incident, each.report.about) == key]
        asked.check_in = check_in_after(key, asked.check_in.progress, said, began=key in touched.began)


def _left(world: World, turn: FinishedTurn) -> dict[ConversationId, Road]:
    """Where the accounts are told whose link this turn ends."""
    left = {}
    for record in turn.outcome.records:
        if isinstance(record, AccountUntied):
            account = account_of(record.conversation, record.person)
            if account in world.accounts and world.is_open(account):
                left[record.conversation] = Road(account.channel, account.address, spoken(world, account))
    return left


def _post(world: World, turn: FinishedTurn, ended: Ended, left: dict[ConversationId, Road]) -> None:
    roads: dict[PersonId, list[Road]] = {}
    for account in sorted(world.accounts):
        if world.is_open(account):
            roads.setdefault(account.person, []).append(Road(account.channel, account.address, spoken(world, account)))
    mail = mail_of(turn, roads, left)
    for letter in mail.letters:
        world.post(letter)
    world.ledger.extend((*entries_of(turn, ended), *map(entry_of_shown, mail.shown)))


def _retract(world: World, record: MessageRetracted) -> None:
    for waiting in world.inbox.values():
        if waiting.arrival.conversation != record.conversation:
            continue
        raw = without_words(waiting.arrival.raw, {record.message})
        if raw == waiting.arrival.raw:
            continue
        waiting.arrival = replace(waiting.arrival, raw=raw)
        for told in world.reports:
            if told.event == waiting.arrival.id:
                told.report = replace(told.report, note=None, spot=without_name(told.report.spot))
                _work_out_again(world, told.report)
        for raised in world.notices:
            if raised.event == waiting.arrival.id:
                raised.notice = replace(raised.notice, words=None)
        forget_event(world, record.conversation, waiting.arrival.id)
        world.unclear[:] = [each for each in world.unclear if each.event != waiting.arrival.id]
        world.said_to_staff[:] = [each for each in world.said_to_staff if each.event != waiting.arrival.id]


def _work_out_again(world: World, report: Report) -> None:
    if report.incident is None or report.about is None:
        return
    key = (report.incident, report.about)
    asked = world.check_ins.get(key)
    if asked is not None:
        said = [each.report for each in world.reports if (each.report.incident, each.report.about) == key]
        asked.check_in = check_in_after(key, asked.check_in.progress, said, began=False)
