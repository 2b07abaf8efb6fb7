"""What each clause says, with its subject carried on from the clause before where none is named."""

from dataclasses import dataclass

from bot.core.understanding import About
from nlu.clauses import Clause, clauses
from nlu.lexicon.entry import Kind
from nlu.lexicon.loading import Lexicon
from nlu.normalisation import Normalised
from nlu.people import Cast, cast, groups
from nlu.scanning import Scan
from nlu.signs import Sign, Truth, left_over, signs
from nlu.whereabouts import Stay, stay


@dataclass(frozen=True, slots=True)
class Fact:
    """One clause, read."""

    clause: Clause
    about: About
    named: bool
    """The subject stands in this clause itself."""
    people: tuple[str, ...]
    beside: tuple[str, ...]
    signs: tuple[Sign, ...]
    stay: Stay
    negated: bool
    """A negation belongs to nothing known: 道がふさがって進めない."""
    unknown: int
    """Characters that nothing in the lexicon explains."""

    def says(self, kind: Kind, *truths: Truth) -> bool:
        return any(sign.kind is kind and sign.truth in truths for sign in self.signs)


@dataclass(frozen=True, slots=True)
class _Subject:
    about: About
    people: tuple[str, ...]


def facts(scan: Scan, normalised: Normalised, lexicon: Lexicon) -> tuple[Fact, ...]:
    """In order of the text."""
    subject = _Subject(About.SELF, ())
    found: list[Fact] = []
    for clause in clauses(scan):
        present = cast(clause, normalised)
        named = _named(present, clause, normalised)
        subject = named or subject
        found.append(_fact(clause, subject, present, scan, normalised, lexicon, named=named is not None))
        if present.topic and present.others and named is None:
            subject = _Subject(About.OTHER, tuple(person.name for person in present.others))
    return tuple(found)


def _named(present: Cast, clause: Clause, normalised: Normalised) -> _Subject | None:
    names = tuple(person.name for person in present.subjects)
    if present.oneself:
        return _Subject(About.SELF, (*names, *groups(clause, normalised)))
    if names:
        return _Subject(About.OTHER, names)
    if clause.has(Kind.REACHED):
        return _Subject(About.OTHER, tuple(person.name for person in present.others))
    return None


def _fact(  # noqa: PLR0913 - one clause with all it is read against
    clause: Clause,
    subject: _Subject,
    present: Cast,
    scan: Scan,
    normalised: Normalised,
    lexicon: Lexicon,
    *,
    named: bool,
) -> Fact:
    read = signs(clause, lexicon, of_oneself=subject.about is About.SELF)
    negated = bool(left_over(clause, list(read)))
    where = stay(clause, normalised, negated=negated)
    return Fact(
        clause=clause,
        about=subject.about,
        named=named,
        people=subject.people,
        beside=tuple(person.name for person in present.others if person.name not in subject.people),
        signs=read,
        stay=where,
        negated=negated,
        unknown=scan.unknown(clause.start, clause.end) - scan.unknown(*where.span),
    )
