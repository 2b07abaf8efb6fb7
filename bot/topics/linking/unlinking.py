"""「つながりをやめる」: asked once, then done, at any time and without a reason (line.md 5.1)."""

from dataclasses import replace

from bot.core.conversation import Conversation, State
from bot.core.ids import PersonId
from bot.core.people import Person
from bot.core.records import AccountUntied
from bot.core.replies import Say, text
from bot.core.taps import Answer
from bot.core.turn import Outcome, Turn
from bot.topics.linking import texts
from bot.topics.linking.belonging import people_here


def unlink(turn: Turn, person: PersonId | None) -> Outcome:
    """None asks; a person who is named by the button is untied."""
    here = people_here(turn)
    if not here:
        return Outcome(turn.conversation.idle(), (Say(text("linking.not_linked_anyway")),))
    named = next((each for each in here if each.id == person), None)
    if named is not None:
        return _untied(turn, named)
    only = here[0].id if len(here) == 1 else None
    return Outcome(turn.conversation.at(State.AWAITING_UNLINK, about=only), (texts.really_unlink(here),))


def unlinking_answered(turn: Turn, answer: Answer) -> Outcome:
    """「はい」 in words, where only one person can be meant; a tap of a question that is long over changes nothing."""
    about = turn.conversation.about
    asked = turn.conversation.state is State.AWAITING_UNLINK
    named = next((each for each in people_here(turn) if asked and each.id == about), None)
    if answer is Answer.YES and named is not None:
        return _untied(turn, named)
    if answer is Answer.YES and asked:
        return unlink(turn, None)
    if answer is Answer.YES:
        return Outcome(turn.conversation, (Say(text("linking.code_again")),))
    return Outcome(_without_question(turn.conversation), (Say(text("linking.kept")),))


def _untied(turn: Turn, person: Person) -> Outcome:
    return Outcome(
        conversation=_nobodys(turn.conversation),
        replies=(Say(text("linking.untied")), Say(text("linking.untied_still"))),
        records=(AccountUntied(turn.conversation.id, person.id),),
    )


def _without_question(conversation: Conversation) -> Conversation:
    """「このままにする」 under an old message leaves open what was asked since."""
    asks = conversation.state in (State.AWAITING_UNLINK, State.AWAITING_END)
    return conversation.idle() if asks else conversation


def _nobodys(conversation: Conversation) -> Conversation:
    """Nothing that was asked of the person stays open."""
    return replace(conversation.idle(), person=None, offered=None, listed=None)
