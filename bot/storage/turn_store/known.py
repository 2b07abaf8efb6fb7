"""What a turn starts from, put together from what is stored. Pure: the memory twin uses it as well."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.core.conversation import Conversation
from bot.core.ids import ConversationId, PersonId, TalkId
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.reports import CheckIn


def owner_of(stored: Conversation | None, owners: Sequence[Person]) -> Person | None:
    """Whose account it is. Of several who share one it is whom the conversation was settled on, or nobody."""
    settled = next((each for each in owners if stored and each.id == stored.person), None)
    return settled or (owners[0] if len(owners) == 1 else None)


def sharers_of(owners: Sequence[Person]) -> tuple[Person, ...]:
    """Of an account that several people share, by id; of any other nobody."""
    return tuple(owners) if len(owners) > 1 else ()


def meant_by(person: Person | None, sharers: tuple[Person, ...]) -> tuple[Person, ...]:
    """Whose check-ins and incidents a turn may need: of all who share the account, as long as it may be any of them."""
    return sharers or ((person,) if person else ())


def talk_of(meant: Iterable[Person], talking: Mapping[PersonId, TalkId]) -> TalkId | None:
    """On a shared phone the talk with one of them: both read what staff write there."""
    return next((talking[each.id] for each in meant if each.id in talking), None)


def concerning_any(
    people: Sequence[Person], incidents: Sequence[Incident], answers: Mapping[PersonId, Sequence[CheckIn]]
) -> tuple[Incident, ...]:
    """The open incidents that concern one of them, all of them where nobody is known; the foremost first."""
    if not people:
        return concerning(None, incidents)
    found = {each.id for person in people for each in concerning(person, incidents, answers.get(person.id, ()))}
    return concerning(None, [each for each in incidents if each.id in found])


def conversation_as_known(id_: ConversationId, stored: Conversation | None, person: Person | None) -> Conversation:
    """The stored one, or a new one in the person's language. The register says who it is, not an old conversation."""
    conversation = stored or Conversation(id_)
    language = person.language if person and conversation.version == 0 else conversation.language
    return replace(conversation, person=person.id if person else None, language=language)


def concerning(
    person: Person | None, incidents: Iterable[Incident], answers: Iterable[CheckIn] = ()
) -> tuple[Incident, ...]:
    """The open incidents that concern the person, all of them where the person is unknown; the foremost first.

    Who has a check-in in one was asked, and is still concerned after a move to another district.
    """
    district = person.district if person else None
    asked = {each.incident for each in answers}
    concerned = [each for each in incidents if each.is_open and (each.id in asked or each.concerns(district))]
    newest_first = sorted(concerned, key=lambda each: (each.opened_at, each.id), reverse=True)
    return tuple(sorted(newest_first, key=lambda each: each.drill))
