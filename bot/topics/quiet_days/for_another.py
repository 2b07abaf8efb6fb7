"""A daughter asks for her mother: the mother is asked, and she alone says yes or no."""

from datetime import timedelta

from bot.core.ask import Topic, ask
from bot.core.ids import PersonId
from bot.core.people import Person, RelationKind
from bot.core.quiet_days import QuietDays, QuietState
from bot.core.records import Message, QuietDaysArranged
from bot.core.replies import Card, Choice, Paragraph, Say, Style, text
from bot.core.requests import FollowedBy, QuietDaysOf
from bot.core.taps import QuietWish, WishQuietDays
from bot.core.turn import Outcome, Turn
from bot.rules.calling import Relative, relatives
from bot.rules.kinship import meant, polite
from bot.topics.quiet_days.cards import clock, offer_card

ASKED_AGAIN_AFTER = timedelta(days=30)
"""Nobody is talked into it."""


def whom(turn: Turn, asker: Person) -> Topic[Outcome]:
    """The hours, for the one who is meant; where it may be several, they are asked to say whom."""
    found = yield from _family(turn, asker)
    named = meant(turn.understanding, tuple(each.followed for each in found))
    wanted = tuple(each for each in found if each.followed in named)
    if len(wanted) != 1:
        said = text("quiet.for_whom") if wanted else text("quiet.for_nobody", phone=turn.city.phone)
        return Outcome(turn.conversation.idle(), (Say(said),))
    (only,) = wanted
    return Outcome(
        turn.conversation.idle(),
        (offer_card(turn, only.followed.person.id, only.called),),
        disclosures=(only.disclosure,) if only.disclosure else (),
    )


def _family(turn: Turn, asker: Person) -> Topic[tuple[Relative, ...]]:
    followed = yield from ask(FollowedBy(asker.id))
    visible = relatives(turn, asker, followed)
    return tuple(each for each in visible if each.followed.relation.kind is RelationKind.FAMILY)


def propose(turn: Turn, asker: Person, about: PersonId | None, hour: int) -> Topic[Outcome]:
    """The same answer whatever stands already: whether she has it, or has said no, is hers to tell."""
    found = yield from _family(turn, asker)
    relative = next((each for each in found if each.followed.person.id == about), None)
    if relative is None or hour not in turn.city.quiet_days.hours:
        nobody = Say(text("quiet.for_nobody", phone=turn.city.phone))
        return Outcome(turn.conversation.idle(), (nobody,))
    known = yield from ask(QuietDaysOf(relative.followed.person.id))
    asked = None if _stands(turn, known) else _asked(turn, asker, relative, hour)
    return Outcome(
        conversation=turn.conversation.idle(),
        replies=(Say(text("quiet.proposed", person=relative.called)),),
        records=(QuietDaysArranged(asked),) if asked else (),
        messages=(_to_the_person(relative, asked),) if asked else (),
        disclosures=(relative.disclosure,) if relative.disclosure else (),
    )


def _stands(turn: Turn, known: QuietDays | None) -> bool:
    if known is None:
        return False
    return known.state in (QuietState.ON, QuietState.PAUSED) or turn.now < known.since + ASKED_AGAIN_AFTER


def _asked(turn: Turn, asker: Person, relative: Relative, hour: int) -> QuietDays:
    return QuietDays(
        person=relative.followed.person.id,
        state=QuietState.ASKED,
        hour=hour,
        days=turn.city.quiet_days.days,
        contact=asker.id,
        asked_by=asker.id,
        since=turn.now,
    )


def _to_the_person(relative: Relative, asked: QuietDays) -> Message:
    """In the person's own word for who proposes it."""
    who = polite(relative.followed.relation.label) or text("passed_on.family")
    card = Card(
        header=text("quiet.offer.header"),
        blocks=(
            Paragraph(text("quiet.asked", who=who)),
            Paragraph(text("quiet.asked.what", hour=clock(asked.hour), days=asked.days, who=who)),
            Paragraph(text("quiet.offer.free")),
        ),
        alert=text("quiet.asked", who=who),
        buttons=(
            Choice(text("quiet.button.accept"), WishQuietDays(QuietWish.ACCEPT), Style.GOOD),
            Choice(text("quiet.button.decline"), WishQuietDays(QuietWish.DECLINE), Style.QUIET),
        ),
    )
    return Message(relative.followed.person.id, (card,))
