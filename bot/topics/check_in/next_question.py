"""Which question comes next: the place of somebody in distress, then where, then what is lacking, then the receipt."""

from bot.core.consents import Item
from bot.core.conversation import Conversation, State
from bot.core.ids import IncidentId
from bot.core.incidents import Incident
from bot.core.replies import Reply, Say, Text, text
from bot.core.reports import Means, Standing
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition, Whereabouts
from bot.rules.emergency_call import not_119
from bot.rules.telling import Told
from bot.topics.check_in.questions import (
    ask_condition,
    ask_more_needs,
    ask_needs,
    ask_place,
    ask_place_again,
    ask_refuge,
    ask_still_in_danger,
    ask_whereabouts,
    needs_heard,
    received,
    restated,
)
from bot.topics.check_in.statement import Statement


def next_question(
    turn: Turn, incident: Incident | None, standing: Standing, told: Told, statement: Statement
) -> Outcome:
    """The replies after a statement, and the state they leave open.

    `standing` already holds the statement; `told`: who knows it now, and how much of it.
    """
    id_ = incident.id if incident else None
    state, replies = _next(turn, incident, standing, told, statement)
    conversation = turn.conversation.at(state, incident=id_) if state is not State.IDLE else turn.conversation.idle()
    return Outcome(conversation, replies, drill=bool(incident and incident.drill))


def _next(
    turn: Turn, incident: Incident | None, standing: Standing, told: Told, statement: Statement
) -> tuple[State, tuple[Reply, ...]]:
    id_ = incident.id if incident else None
    drill = bool(incident and incident.drill)
    if standing.condition is None:
        said = _heard(turn, statement) or _thanks_for(statement)
        return State.AWAITING_CONDITION, (*said, ask_condition(id_))
    if statement.condition is Condition.NEEDS_RESCUE:
        opening = (not_119(turn.city, drill=drill), Say(rescue_passed_on(told.told_by_name)))
        if statement.spot is not None and statement.whereabouts is not None:
            return State.IDLE, (*opening, Say(text("rescue.place_received")))
        if statement.spot is not None:
            return State.AWAITING_PLACE, (*opening, ask_place_again())
        return (State.IDLE, opening) if standing.spot else (State.AWAITING_PLACE, (*opening, ask_place()))
    if standing.condition is Condition.NEEDS_RESCUE:
        return _while_in_danger(turn, incident, standing, statement)
    said = restated(standing, id_) if statement.condition else _heard(turn, statement)
    if statement.spot is not None:
        said = (*said, Say(text("rescue.place_received")))
    return _of_the_rest(turn, id_, standing, told, statement, said)


def _of_the_rest(
    turn: Turn,
    id_: IncidentId | None,
    standing: Standing,
    told: Told,
    statement: Statement,
    said: tuple[Reply, ...],
) -> tuple[State, tuple[Reply, ...]]:
    """Of somebody in no danger: where, where exactly, what is lacking, and the receipt."""
    if standing.whereabouts is None and not statement.skipped:
        return State.AWAITING_WHEREABOUTS, (*said, ask_whereabouts(id_))
    if _may_say_where(turn, standing, statement):
        return State.AWAITING_REFUGE, (*said, ask_refuge(id_))
    if statement.needs:
        return State.AWAITING_NEEDS, (*_staff_have_it(turn, statement), ask_more_needs(id_))
    if standing.needs is None and not _dropped_needs(turn.conversation, statement):
        return State.AWAITING_NEEDS, (*said, ask_needs(id_))
    return State.IDLE, (received(standing, passed_on(standing, told), id_),)


def _may_say_where(turn: Turn, standing: Standing, statement: Statement) -> bool:
    """Asked once, right after 「ほかの場所」; not on a shared phone, where each question costs another one."""
    is_elsewhere = statement.whereabouts is Whereabouts.ELSEWHERE and standing.refuge is None
    return is_elsewhere and not turn.sharers


def _heard(turn: Turn, statement: Statement) -> tuple[Reply, ...]:
    """What is lacking, told in words before another question: it was understood, and who has it."""
    needs = (Say(needs_heard(statement.needs)),) if statement.needs and statement.means is Means.WORDS else ()
    return (*needs, *_staff_have_it(turn, statement))


def _staff_have_it(turn: Turn, statement: Statement) -> tuple[Reply, ...]:
    """While staff talk with somebody, a fact among their words has reached staff as well."""
    in_talk = turn.talk is not None and statement.means is Means.WORDS and statement.says_something
    return (Say(text("talk.passed_on")),) if in_talk else ()


def _thanks_for(statement: Statement) -> tuple[Reply, ...]:
    """Something was told before how they are: it was heard."""
    if statement.spot is not None:
        return (Say(text("rescue.place_received")),)
    return (Say(text("check_in.heard")),) if statement.says_something else ()


def _while_in_danger(
    turn: Turn, incident: Incident | None, standing: Standing, statement: Statement
) -> tuple[State, tuple[Reply, ...]]:
    """Somebody who waits for help is not asked about blankets: the place, and that it was passed on."""
    if statement.reassures:
        return ask_if_still_in_danger(statement, incident)
    if statement.spot is not None:
        return State.IDLE, (Say(text("rescue.place_received")),)
    if standing.spot is None:
        return State.AWAITING_PLACE, (ask_place(),)
    return State.IDLE, (not_119(turn.city, drill=False), Say(text("rescue.still_passed_on")))


def ask_if_still_in_danger(statement: Statement, incident: Incident | None) -> tuple[State, tuple[Reply, ...]]:
    """「2階です、大丈夫です」 after a call for help: the place is kept, and the call stands until they end it."""
    received_ = (Say(text("rescue.place_received")),) if statement.spot is not None else ()
    return State.AWAITING_STILL_IN_DANGER, (*received_, ask_still_in_danger(incident.id if incident else None))


def _dropped_needs(conversation: Conversation, statement: Statement) -> bool:
    return statement.skipped and conversation.state is State.AWAITING_NEEDS


def passed_on(standing: Standing, told: Told) -> tuple[Text, ...]:
    """「娘さんにお知らせしました」, 「息子さんには、ご様子だけ」 who may not see the rest, or that the city has it."""
    on_receipt = (
        (Item.CONDITION, True),
        (Item.WHEREABOUTS, standing.whereabouts is not None),
        (Item.NEEDS, bool(standing.needs)),
    )
    said = tuple(item for item, stands_there in on_receipt if stands_there)
    by_items: dict[tuple[Item, ...], dict[Text, None]] = {}
    for who, items in told.shown:
        by_items.setdefault(tuple(each for each in said if each in items), {})[who] = None
    words = tuple(_told_of(said, items, tuple(people)) for items, people in by_items.items())
    return words or (text("passed_on.city"),)


def _told_of(said: tuple[Item, ...], items: tuple[Item, ...], people: tuple[Text, ...]) -> Text:
    if items == said:
        return text("passed_on.to", people=people)
    return text("passed_on.partly", people=people, items=tuple(text(f"item.{each}") for each in items))


def rescue_passed_on(told: tuple[Text, ...]) -> Text:
    if told:
        return text("rescue.passed_on_to", people=told)
    return text("rescue.passed_on_city")
