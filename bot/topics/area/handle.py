"""まとめ, 班ごと, lists, a call, paper: counts always; names only where `decide` allows it."""

from collections.abc import Callable
from typing import assert_never

from bot.core.ask import Topic, ask
from bot.core.gazetteer import SlotKind
from bot.core.ids import DistrictId
from bot.core.incidents import Incident
from bot.core.replies import Card, Choice, Say, text
from bot.core.requests import DistrictsNamed
from bot.core.taps import AskBlocks, AskCall, AskListing, AskPaper, AskPhones, AskSummary, Tap
from bot.core.turn import Outcome, Turn
from bot.rules.leading import asks_about_districts, districts_of, on_duty
from bot.topics.area import asked, blocks, calling, paper, people, summary
from bot.topics.area.own_words import What
from bot.topics.area.question import About

_MAX_DISTRICTS = 10


def handle(turn: Turn) -> Topic[Outcome]:
    if not asks_about_districts(turn.roles):
        return _leaders_only(turn)
    incidents = on_duty(turn)
    names = {each.id: each.name for each in (yield from ask(DistrictsNamed()))}
    mine = districts_of(turn.roles, names)
    district = _district(turn, mine)
    if district is None and incidents:
        return _choose_district(turn, incidents[0], {each: names[each] for each in mine[:_MAX_DISTRICTS]})
    incident = next((each for each in incidents if each.concerns(district)), None)
    if district is None or incident is None:
        return Outcome(turn.conversation.idle(), (Say(text("area.no_incident")),))
    about = About(district, names[district], incident)
    return (yield from _answer(turn, about))


def _answer(turn: Turn, about: About) -> Topic[Outcome]:
    match asked.what(turn):
        case What.SUMMARY:
            return (yield from summary.answer(turn, about))
        case What.BLOCKS:
            return (yield from blocks.answer(turn, about))
        case What.LIST:
            return (yield from people.answer(turn, about, asked.listing(turn)))
        case What.PHONES:
            return (yield from people.answer(turn, about, asked.listing(turn), phones=True))
        case What.CALL:
            return (yield from calling.answer(turn, about))
        case What.PAPER:
            return (yield from paper.answer(turn, about))
        case never:
            assert_never(never)


def _leaders_only(turn: Turn) -> Outcome:
    drill = bool(turn.incident and turn.incident.drill)
    return Outcome(turn.conversation.idle(), (Say(text("area.leaders_only")),), drill=drill)


def _district(turn: Turn, mine: tuple[DistrictId, ...]) -> DistrictId | None:
    """The one asked for, or the only one it can be."""
    tapped = asked.district_tapped(turn)
    if tapped is not None:
        return tapped if tapped in mine else None
    said = turn.understanding.named(SlotKind.DISTRICT) if turn.understanding else ()
    named = [each for each in mine if each in said]
    if len(named) == 1:
        return named[0]
    last = None if named else asked.list_before(turn)
    if last is not None and last.district in mine:
        return last.district
    return mine[0] if len(mine) == 1 else None


def _choose_district(turn: Turn, foremost: Incident, names: dict[DistrictId, str]) -> Outcome:
    """The button of a district asks what was asked."""
    tap = _asking_of(turn)
    buttons = tuple(Choice(text("area.district", name=name), tap(each)) for each, name in names.items())
    header = text("area.which_district")
    return Outcome(turn.conversation.idle(), (Card(header, (), header, buttons),), drill=foremost.drill)


def _asking_of(turn: Turn) -> Callable[[DistrictId], Tap]:
    listing = asked.listing(turn)
    ways: dict[What, Callable[[DistrictId], Tap]] = {
        What.SUMMARY: AskSummary,
        What.BLOCKS: AskBlocks,
        What.LIST: lambda district: AskListing(listing, district),
        What.PHONES: lambda district: AskPhones(listing, district),
        What.CALL: AskCall,
        What.PAPER: AskPaper,
    }
    return ways[asked.what(turn)]
