"""「お母さんは大丈夫?」: what stands about those whom the asker follows, as far as they agreed."""

from dataclasses import dataclass

from bot.core.ask import Topic, ask
from bot.core.consents import Disclosure, Item, Purpose
from bot.core.events import ButtonTapped
from bot.core.going import Going
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.replies import Block, Button, Card, Choice, Entry, Paragraph, Say, Style, text
from bot.core.reports import CheckIn, Progress, Standing
from bot.core.requests import Followed, FollowedBy
from bot.core.taps import AnswerForFamily, AskAboutFamily, ChooseRelative
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.begun import no_answer
from bot.rules.calling import as_relative
from bot.rules.consent import Allowed, Moment, Question, decide, disclosed
from bot.rules.kinship import meant, name_of
from bot.rules.news import how_it_is_known, place_word, who_said_it
from bot.rules.safety import is_distress
from bot.topics.family import around

_ITEMS = frozenset({Item.NAME, Item.CONDITION, Item.WHEREABOUTS, Item.NEEDS})
_MAX_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Shown:
    """One person as far as they agreed, in the incident that counts for them."""

    followed: Followed
    incident: Incident | None
    question: Question
    allowed: Allowed

    @property
    def check_in(self) -> CheckIn | None:
        return self.followed.check_in_of(self.incident)

    @property
    def standing(self) -> Standing:
        return self.check_in.standing if self.check_in else Standing()


def handle(turn: Turn) -> Topic[Outcome]:
    if turn.person is None:
        return Outcome(turn.conversation, (Say(text("family.not_linked", phone=turn.city.phone)),), drill=_drill(turn))
    followed = yield from ask(FollowedBy(turn.person.id))
    shown = _shown(turn, turn.person, _asked_for(turn, followed))
    if not shown:
        nothing = Say(text("family.nothing_to_show", phone=turn.city.phone))
        return Outcome(turn.conversation.idle(), (nothing,), drill=_drill(turn))
    known: tuple[Block, ...] = ()
    if len(shown) == 1:
        (only,) = shown
        known = yield from around.known_lines(turn, only.followed, only.incident, only.standing)
    return _news(turn, shown[:_MAX_SHOWN], known)


def _drill(turn: Turn) -> bool:
    return bool(turn.incident and turn.incident.drill)


def _shown(turn: Turn, asker: Person, followed: tuple[Followed, ...]) -> list[_Shown]:
    """Beside news of a real incident nothing of a drill is shown: one card cannot be marked as half a drill."""
    foremost = [(each, each.incidents[0] if each.incidents else None) for each in followed]
    has_real = any(incident and not incident.drill for _, incident in foremost)
    shown = []
    for each, found in foremost:
        incident = None if found and found.drill and has_real else found
        question = _question(turn, asker, each, incident)
        allowed = _may_see(question)
        if allowed is not None:
            shown.append(_Shown(each, incident, question, allowed))
    return shown


def _asked_for(turn: Turn, followed: tuple[Followed, ...]) -> tuple[Followed, ...]:
    what = turn.event.what
    if isinstance(what, ButtonTapped) and isinstance(what.tap, AskAboutFamily):
        wanted = what.tap.person
        return tuple(each for each in followed if wanted in (None, each.person.id))
    return meant(turn.understanding, followed)


def _question(turn: Turn, asker: Person, followed: Followed, incident: Incident | None) -> Question:
    check_in = followed.check_in_of(incident)
    standing = check_in.standing if check_in else Standing()
    return Question(
        subject=followed.person,
        recipient=as_relative(asker, followed),
        purpose=Purpose.SAFETY_SHARING,
        items=_ITEMS,
        moment=Moment(turn.now, bool(incident and incident.drill), followed.emergencies, turn.city.disclosure),
        consents=followed.consents,
        consent_unasked=followed.consent_unasked,
        in_distress=is_distress(standing.condition),
    )


def _may_see(question: Question) -> Allowed | None:
    """Allowed with at least name and condition; a refusal looks the same as a person who is not there."""
    decision = decide(question)
    return decision if isinstance(decision, Allowed) and decision.items >= {Item.NAME, Item.CONDITION} else None


def _news(turn: Turn, shown: list[_Shown], known: tuple[Block, ...]) -> Outcome:
    blocks = (*(block for each in shown for block in (*_lines(each), *_going_lines(turn, each))), *known)
    header = text("family.header")
    return Outcome(
        conversation=turn.conversation.idle(),
        replies=(Card(header=header, blocks=blocks, alert=header, buttons=_buttons(turn, shown)),),
        disclosures=tuple(map(_disclosed, shown)),
        drill=any(each.incident and each.incident.drill for each in shown),
    )


def _going(turn: Turn, shown: _Shown) -> tuple[Going, ...]:
    return around.on_the_way(turn, shown.followed, shown.incident, shown.standing)


def _going_lines(turn: Turn, shown: _Shown) -> tuple[Block, ...]:
    return around.going_lines(turn, _going(turn, shown))


def _buttons(turn: Turn, shown: list[_Shown]) -> tuple[Button, ...]:
    if len(shown) > 1:
        return (_answer_for(turn, shown),)
    (only,) = shown
    more = around.buttons(turn, only.followed, only.incident, only.standing, _going(turn, only))
    return (*more, _answer_for(turn, shown))


def _answer_for(turn: Turn, shown: list[_Shown]) -> Choice:
    if len(shown) > 1:
        incident = turn.incident.id if turn.incident else None
        return Choice(text("button.for_family"), AnswerForFamily(incident), Style.QUIET)
    (only,) = shown
    choose = ChooseRelative(only.followed.person.id, only.incident.id if only.incident else None)
    return Choice(text("button.for_this_person"), choose, Style.QUIET)


def _lines(shown: _Shown) -> list[Block]:
    name, items = name_of(shown.followed), shown.allowed.items
    if shown.check_in is None:
        return [Entry(name, text("family.not_asked"))]
    standing = shown.check_in.standing
    if standing.condition is None:
        return [Entry(name, no_answer(begun=shown.check_in.progress is Progress.BEGAN), Style.WARNING)]
    lines: list[Block] = [Entry(name, text(f"condition.{standing.condition}"), _style(standing))]
    if Item.WHEREABOUTS in items and standing.whereabouts is not None:
        lines.append(Paragraph(text("told.whereabouts", whereabouts=place_word(standing.whereabouts, standing.refuge))))
    if Item.NEEDS in items and standing.needs:
        lines.append(Paragraph(text("told.needs", needs=tuple(text(f"need.{each}") for each in standing.needs))))
    if standing.source is not None and standing.said_at is not None:
        lines.append(Paragraph(who_said_it(standing.source, standing.label, standing.said_at, standing.sighting)))
        lines += how_it_is_known(standing.sighting)
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


def _shown_items(shown: _Shown) -> frozenset[Item]:
    standing = shown.standing
    said = {Item.NAME, Item.CONDITION}
    if standing.whereabouts is not None:
        said.add(Item.WHEREABOUTS)
    if standing.needs:
        said.add(Item.NEEDS)
    return frozenset(said) & shown.allowed.items


def _disclosed(shown: _Shown) -> Disclosure:
    return disclosed(shown.question, shown.allowed, _shown_items(shown), shown.incident.id if shown.incident else None)
