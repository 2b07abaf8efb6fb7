"""What a change that was made here means for what the city OS holds at this moment: pure."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.city_consents import Change, ChangeKind, CityOsConsent
from bot.rules.city_os_word import YES, noes_there
from bot.rules.matters import matter_of


def to_withdraw(change: Change, theirs: Sequence[CityOsConsent]) -> tuple[CityOsConsent, ...]:
    """Our own consent there, and what stood there about the same matter when the person said no.

    What was carried there from another consent of ours is left alone, and so is a yes that was said after it.
    """
    said = change.statement
    return tuple(
        each
        for each in theirs
        if each.state in YES
        and (
            each.reference == said.reference
            or (
                each.reference is None
                and not said.refused
                and matter_of(each) == matter_of(said)
                and each.given_at <= change.made_at
            )
        )
    )


def spoken_of(change: Change, theirs: Sequence[CityOsConsent]) -> tuple[CityOsConsent, ...]:
    """The yes there that is confirmed, or gets another cadence: our own, else what stands about the same matter."""
    said = change.statement
    standing = [each for each in theirs if each.state in YES]
    own = tuple(each for each in standing if each.reference == said.reference)
    return own or tuple(each for each in standing if each.reference is None and matter_of(each) == matter_of(said))


def is_overtaken(change: Change, theirs: Sequence[CityOsConsent], now: datetime) -> bool:
    """A yes that was said here before the person said no there: it is not carried any more."""
    said = change.statement
    noes = noes_there(change.person, (), theirs, now)
    is_heard = any(each.reference == said.reference for each in theirs)
    return (
        change.kind is ChangeKind.GRANT
        and not is_heard
        and any(no.matter == matter_of(said) and no.at > said.given_at for no in noes)
    )
