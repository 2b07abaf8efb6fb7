"""まとめ, まだの人, 助けが必要な人: counts always; names only where `decide` allows it."""

from bot.core.ask import Topic, ask
from bot.core.consents import Item, Purpose, RecipientKind
from bot.core.events import ButtonTapped, TextSaid
from bot.core.gazetteer import SlotKind
from bot.core.ids import DistrictId
from bot.core.incidents import Incident
from bot.core.people import Office
from bot.core.replies import Bar, Block, Card, Choice, Entry, Paragraph, Say, Style, Text, Tone, text
from bot.core.reports import AreaSummary, Listing
from bot.core.requests import AreaList, DistrictsNamed, Resident, ResidentsOf, SummaryOf
from bot.core.taps import AskListing, AskSummary
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide, disclosed
from bot.rules.safety import is_distress

_ITEMS = frozenset({Item.NAME, Item.CONDITION})
_SILENT_WORDS = ("まだ", "未回答", "返事がない", "回答がない", "silent", "no answer")
_HELP_WORDS = ("助け", "救助", "けが", "help", "rescue")
_OFFICES = frozenset({Office.LEADER, Office.WELFARE_COMMISSIONER, Office.CITY_STAFF, Office.CITY_MANAGER})
_MAX_DISTRICTS = 10


def handle(turn: Turn) -> Topic[Outcome]:
    if not any(role.office in _OFFICES for role in turn.roles):
        return _say(turn, text("area.leaders_only"))
    incident = turn.incident
    if incident is None:
        return _say(turn, text("area.no_incident"))
    names = {each.id: each.name for each in (yield from ask(DistrictsNamed()))}
    district = _district(turn, names)
    if district is None:
        return _choose_district(turn, names, incident)
    listing = _listing(turn)
    if listing is None:
        summary = yield from ask(SummaryOf(district, incident.id))
        return _summary(turn, summary, (district, names[district]), incident)
    people = yield from ask(ResidentsOf(district, incident.id, listing))
    return _list(turn, people, listing, (district, names[district]), incident)


def _say(turn: Turn, words: Text) -> Outcome:
    return Outcome(turn.conversation.idle(), (Say(words),), drill=bool(turn.incident and turn.incident.drill))


def _mine(turn: Turn, names: dict[DistrictId, str]) -> tuple[DistrictId, ...]:
    """The districts that the asker's offices cover; an office without a district covers the city."""
    offices = [role for role in turn.roles if role.office in _OFFICES]
    if any(role.district is None for role in offices):
        return tuple(names)
    return tuple(dict.fromkeys(role.district for role in offices if role.district in names))


def _district(turn: Turn, names: dict[DistrictId, str]) -> DistrictId | None:
    """The one asked for, or the only one it can be."""
    mine = _mine(turn, names)
    what = turn.event.what
    if isinstance(what, ButtonTapped) and isinstance(what.tap, AskSummary | AskListing) and what.tap.district:
        return what.tap.district if what.tap.district in mine else None
    if isinstance(what, TextSaid) and turn.understanding is not None:
        names_said = turn.understanding.named(SlotKind.DISTRICT)
        named = [each for each in mine if each in names_said]
        if len(named) == 1:
            return named[0]
    return mine[0] if len(mine) == 1 else None


def _listing(turn: Turn) -> Listing | None:
    match turn.event.what:
        case ButtonTapped(AskListing(listing=listing)):
            return listing
        case TextSaid(words):
            if any(each in words for each in _SILENT_WORDS):
                return Listing.SILENT
            return Listing.NEEDS_HELP if any(each in words for each in _HELP_WORDS) else None
        case _:
            return None


def _choose_district(turn: Turn, names: dict[DistrictId, str], incident: Incident) -> Outcome:
    mine = _mine(turn, names)[:_MAX_DISTRICTS]
    buttons = tuple(Choice(text("area.district", name=names[each]), AskSummary(each)) for each in mine)
    header = text("area.which_district")
    return Outcome(turn.conversation.idle(), (Card(header, (), header, buttons),), drill=incident.drill)


def _summary(turn: Turn, summary: AreaSummary, district: tuple[DistrictId, str], incident: Incident) -> Outcome:
    id_, name = district
    asked = summary.asked
    bars: tuple[Block, ...] = (
        Bar(text("area.answered"), summary.answered, asked),
        Bar(text("condition.safe"), summary.safe, asked, Style.GOOD),
        Bar(text("condition.injured"), summary.injured, asked, Style.WARNING),
        Bar(text("condition.needs_rescue"), summary.needs_rescue, asked, Style.DANGER),
        Bar(text("area.evacuated"), summary.evacuated, asked),
        Bar(text("area.silent"), summary.silent, asked, Style.QUIET),
    )
    unverified = (Paragraph(text("area.unverified", count=summary.unverified)),) if summary.unverified else ()
    header = text("area.summary", district=name)
    card = Card(
        header=header,
        blocks=(Paragraph(text("area.as_of", asked=asked, at=turn.now)), *bars, *unverified),
        alert=text("area.alert", header=header, answered=summary.answered, asked=asked),
        buttons=(
            Choice(text("area.button.silent"), AskListing(Listing.SILENT, id_)),
            Choice(text("area.button.needs_help"), AskListing(Listing.NEEDS_HELP, id_), Style.DANGER),
            Choice(text("area.button.again"), AskSummary(id_), Style.QUIET),
        ),
        tone=Tone.DRILL if incident.drill else Tone.CALM,
    )
    return Outcome(turn.conversation.idle(), (card,), drill=incident.drill)


def _list(
    turn: Turn, people: AreaList, listing: Listing, district: tuple[DistrictId, str], incident: Incident
) -> Outcome:
    asked = [(each, _question(turn, each, people, incident)) for each in people.residents]
    shown = [(each, question, allowed) for each, question in asked if (allowed := _may_see(question)) is not None]
    header = text(f"area.list.{listing}", district=district[1], count=people.total)
    card = Card(
        header=header,
        blocks=(
            *(_entry(each, allowed) for each, _, allowed in shown),
            *_rest(people.total - len(shown), has_names=bool(shown)),
        ),
        alert=header,
        buttons=(Choice(text("area.button.summary"), AskSummary(district[0]), Style.QUIET),),
        tone=Tone.DRILL if incident.drill else Tone.CALM,
    )
    disclosures = tuple(
        disclosed(question, allowed, question.items, incident.id)
        for _, question, allowed in shown
        if allowed.kind is not RecipientKind.PERSON
    )
    return Outcome(turn.conversation.idle(), (card,), disclosures=disclosures, drill=incident.drill)


def _question(turn: Turn, resident: Resident, people: AreaList, incident: Incident) -> Question:
    assert turn.person is not None
    standing = resident.check_in.standing
    return Question(
        subject=resident.person,
        recipient=Recipient(turn.person, turn.roles),
        purpose=Purpose.SAFETY_SHARING,
        items=_ITEMS | ({Item.ADDRESS} if resident.person.block else frozenset()),
        moment=Moment(turn.now, incident.drill, people.emergencies, turn.city.disclosure),
        consents=resident.consents,
        consent_unasked=resident.consent_unasked,
        in_distress=is_distress(standing.condition),
    )


def _may_see(question: Question) -> Allowed | None:
    decision = decide(question)
    return decision if isinstance(decision, Allowed) and decision.items >= _ITEMS else None


def _entry(resident: Resident, allowed: Allowed) -> Entry:
    """The 班 is part of an address (災対法49条の10②), and shown only where that was agreed to."""
    person = resident.person
    name = text("told.name", name=person.name)
    if person.block and Item.ADDRESS in allowed.items:
        name = text("area.name", name=person.name, block=person.block)
    condition = resident.check_in.standing.condition
    style = Style.DANGER if condition is Condition.NEEDS_RESCUE else Style.WARNING
    return Entry(name, text(f"condition.{condition}") if condition else text("area.silent"), style)


def _rest(count: int, *, has_names: bool) -> tuple[Block, ...]:
    """Those who did not agree to be named stay a number."""
    if count <= 0:
        return () if has_names else (Paragraph(text("area.nobody")),)
    return (Paragraph(text("area.unnamed.more" if has_names else "area.unnamed", count=count)),)
