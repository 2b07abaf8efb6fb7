"""What this topic says: what linking is for, whose code it is, that it is done and how to end it."""

from collections.abc import Iterable

from bot.core.people import City, Person
from bot.core.replies import Ask, Button, Card, Choice, Link, Paragraph, Style, Text, text
from bot.core.taps import Answer, ConfirmLink, ShowAccounts, StartReport, Unlink


def names(people: Iterable[Person]) -> tuple[Text, ...]:
    return tuple(text("linking.name", name=each.name) for each in people)


def call_city(city: City) -> Link:
    return Link(text("button.call_city"), f"tel:{city.phone}", Style.QUIET)


def how_to_link(city: City, address: str | None) -> Card:
    """Both ways; only the code where nobody can sign in now."""
    by_city_os: tuple[Button, ...] = (
        (Link(text("linking.button.sign_in"), address, Style.GOOD),) if address is not None else ()
    )
    ways = (Paragraph(text("linking.by_sign_in")),) if address is not None else ()
    return Card(
        header=text("linking.header"),
        blocks=(Paragraph(text("linking.what_for")), *ways, Paragraph(text("linking.by_code", city=city.name))),
        alert=text("linking.header"),
        buttons=(*by_city_os, call_city(city)),
    )


def already(people: tuple[Person, ...]) -> Card:
    return Card(
        header=text("linking.already_header"),
        blocks=(
            Paragraph(text("linking.already", people=names(people))),
            Paragraph(text("linking.already_more")),
        ),
        alert=text("linking.already_header"),
        buttons=(
            Choice(text("linking.button.accounts"), ShowAccounts(), Style.QUIET),
            Choice(text("linking.button.unlink"), Unlink(), Style.QUIET),
        ),
    )


def is_this_you(person: Person, here: tuple[Person, ...]) -> Ask:
    """`here`: whose account it is already; the two would share it."""
    question = text("linking.is_this_you", name=person.name)
    if here:
        question = text("linking.share_with", name=person.name, people=names(here))
    return Ask(
        question,
        (
            Choice(text("linking.button.yes"), ConfirmLink(Answer.YES), Style.GOOD),
            Choice(text("linking.button.no"), ConfirmLink(Answer.NO)),
        ),
    )


def linked(person: Person, here: tuple[Person, ...]) -> Card:
    """How to end it stands there from the start, as LINE obliges (line.md 5.1)."""
    shared = (Paragraph(text("linking.shared", people=names((*here, person)))),) if here else ()
    return Card(
        header=text("linking.linked_header"),
        blocks=(
            Paragraph(text("linking.linked", name=person.name), strong=True),
            *shared,
            Paragraph(text("linking.can_be_ended")),
        ),
        alert=text("linking.linked", name=person.name),
        buttons=(
            Choice(text("button.start_report"), StartReport(), Style.GOOD),
            Choice(text("linking.button.unlink"), Unlink(), Style.QUIET),
        ),
    )


def really_unlink(people: tuple[Person, ...]) -> Ask:
    """One button for each whom the account belongs to."""
    (first, *others) = people
    question = text("linking.really_unlink", name=first.name) if not others else text("linking.unlink_whom")
    return Ask(
        question,
        (
            *(Choice(text("linking.button.unlink_name", name=each.name), Unlink(each.id)) for each in people),
            Choice(text("linking.button.keep"), ConfirmLink(Answer.NO), Style.GOOD),
        ),
    )


def linked_elsewhere(city: City) -> Ask:
    """To the accounts that somebody had before: a link that is not theirs can be ended here, or by the city."""
    show = Choice(text("linking.button.accounts"), ShowAccounts(), Style.QUIET)
    return Ask(text("linking.linked_elsewhere"), (show, call_city(city)))


def with_telephone(what: Text, city: City) -> Ask:
    """What went wrong and what to do next, and the telephone."""
    return Ask(what, (call_city(city),))
