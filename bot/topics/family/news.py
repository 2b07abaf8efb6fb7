"""「お母さんは大丈夫?」: what stands about those whom the asker follows, as far as they agreed."""

from bot.core.ask import Topic, ask
from bot.core.consents import Disclosure, Item, Purpose
from bot.core.events import ButtonTapped
from bot.core.ids import IncidentId
from bot.core.people import Person
from bot.core.replies import Block, Card, Choice, Entry, Paragraph, Say, Style, text
from bot.core.reports import CheckIn, Standing
from bot.core.requests import Followed, FollowedBy
from bot.core.taps import AnswerForFamily, AskAboutFamily, ChooseRelative
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide
from bot.rules.kinship import meant, name_of
from bot.rules.news import who_said_it

_ITEMS = frozenset({Item.NAME, Item.CONDITION, Item.WHEREABOUTS, Item.NEEDS})
_MAX_SHOWN = 5


def handle(turn: Turn) -> Topic[Outcome]:
    if turn.person is None:
        return Outcome(turn.conversation, (Say(text("family.not_linked", phone=turn.city.phone)),))
    incident = turn.incident.id if turn.incident else None
    followed = yield from ask(FollowedBy(turn.person.id, incident))
    shown = [
        (each, allowed)
        for each in _asked_for(turn, followed)
        if (allowed := may_see(turn, turn.person, each)) is not None
    ]
    if not shown:
        return Outcome(turn.conversation.idle(), (Say(text("family.nothing_to_show", phone=turn.city.phone)),))
    return _news(turn, turn.person, shown[:_MAX_SHOWN], incident)


def _asked_for(turn: Turn, followed: tuple[Followed, ...]) -> tuple[Followed, ...]:
    what = turn.event.what
    if isinstance(what, ButtonTapped) and isinstance(what.tap, AskAboutFamily):
        wanted = what.tap.person
        return tuple(each for each in followed if wanted in (None, each.person.id))
    return meant(turn.understanding.people if turn.understanding else (), followed)


def may_see(turn: Turn, asker: Person, followed: Followed) -> Allowed | None:
    """Allowed with at least name and condition; a refusal looks the same as a person who is not there."""
    drill = bool(turn.incident and turn.incident.drill)
    decision = decide(
        Question(
            followed.person,
            Recipient(asker, turn.roles, followed.relation.kind, followed.relation.confirmed),
            Purpose.SAFETY_SHARING,
            _ITEMS,
            Moment(turn.now, drill, followed.emergencies),
            followed.consents,
        )
    )
    return decision if isinstance(decision, Allowed) and decision.items >= {Item.NAME, Item.CONDITION} else None


def _news(turn: Turn, asker: Person, shown: list[tuple[Followed, Allowed]], incident: IncidentId | None) -> Outcome:
    blocks: list[Block] = []
    for followed, allowed in shown:
        blocks.extend(_lines(followed, allowed))
    only = shown[0][0] if len(shown) == 1 else None
    return Outcome(
        conversation=turn.conversation.idle(),
        replies=(
            Card(
                header=text("family.header"),
                blocks=tuple(blocks),
                alert=text("family.header"),
                buttons=(_answer_for(only, incident),),
            ),
        ),
        disclosures=tuple(_disclosure(asker, followed, allowed, incident) for followed, allowed in shown),
        drill=bool(turn.incident and turn.incident.drill),
    )


def _answer_for(only: Followed | None, incident: IncidentId | None) -> Choice:
    if only is None:
        return Choice(text("button.for_family"), AnswerForFamily(incident), Style.QUIET)
    return Choice(text("button.for_this_person"), ChooseRelative(only.person.id, incident), Style.QUIET)


def _lines(followed: Followed, allowed: Allowed) -> list[Block]:
    standing = followed.check_in.standing if followed.check_in else Standing()
    if followed.check_in is None:
        return [Entry(name_of(followed), text("family.not_asked"))]
    if standing.condition is None:
        return [Entry(name_of(followed), text("family.no_answer_yet"), Style.WARNING)]
    lines: list[Block] = [Entry(name_of(followed), text(f"condition.{standing.condition}"), _style(standing))]
    if Item.WHEREABOUTS in allowed.items and standing.whereabouts is not None:
        lines.append(Paragraph(text("told.whereabouts", whereabouts=text(f"whereabouts.{standing.whereabouts}"))))
    if Item.NEEDS in allowed.items and standing.needs:
        lines.append(Paragraph(text("told.needs", needs=tuple(text(f"need.{each}") for each in standing.needs))))
    if standing.source is not None and standing.said_at is not None:
        lines.append(Paragraph(who_said_it(standing.source, standing.label, standing.said_at)))
    if standing.contested:
        lines.append(Paragraph(text("family.contested")))
    return lines


def _style(standing: Standing) -> Style:
    match standing.condition:
        case Condition.SAFE:
            return Style.GOOD
        case Condition.NEEDS_RESCUE:
            return Style.DANGER
        case _:
            return Style.WARNING


def _disclosure(asker: Person, followed: Followed, allowed: Allowed, incident: IncidentId | None) -> Disclosure:
    return Disclosure(
        about=followed.person.id,
        recipient=asker.id,
        recipient_kind=allowed.kind,
        purpose=Purpose.SAFETY_SHARING,
        items=_shown_items(followed.check_in, allowed),
        ground=allowed.ground,
        incident=incident,
        until=allowed.until,
    )


def _shown_items(check_in: CheckIn | None, allowed: Allowed) -> frozenset[Item]:
    standing = check_in.standing if check_in else Standing()
    said = {Item.NAME, Item.CONDITION}
    if standing.whereabouts is not None:
        said.add(Item.WHEREABOUTS)
    if standing.needs:
        said.add(Item.NEEDS)
    return frozenset(said) & allowed.items
