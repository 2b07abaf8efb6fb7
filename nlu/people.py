"""Finds who a clause speaks of: oneself, somebody else, and their names as written."""

from dataclasses import dataclass
from enum import StrEnum

from nlu.clauses import Clause
from nlu.lexicon.entry import Kind
from nlu.normalisation import Normalised
from nlu.scanning import Match


class Role(StrEnum):
    """What somebody does in a clause."""

    SUBJECT = "subject"
    BESIDE = "beside"
    """With whom, to whom, from whom: 母と一緒に, 息子から."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody else, named at `start` to `end`."""

    start: int
    end: int
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody in a clause. `oneself`: the writer is (also) the subject."""

    others: tuple[Person, ...]
    oneself: bool
    topic: bool
    """Somebody was phoned or visited: what follows is about them."""

    @property
    def subjects(self) -> tuple[Person, ...]:
        return tuple(person for person in self.others if person.role is Role.SUBJECT)


_PLURALS = ("たち", "達", "ら", "さん", "さま", "様", "二人", "ふたり", "とこ", "んとこ", "ところ")
_SUBJECT = ("は", "が", "も", "って", "の", "とも", "だけ", "、", "。", "?", "宅", "家", "んち")
_BESIDE = ("と", "に", "へ", "から", "で", "を", "や", "さ")
_ASKED = ("から", "に", "へ")
_NO_ANSWER = "no_answer"
_SELF_SUBJECT = ("は", "も", "が", "、", "って", "です", "だけ", "と", "。", "全員", "みんな")
_DISTRESS = (Kind.RESCUE, Kind.INJURED, Kind.WORRY)
_LONGEST_NAME = 4


def cast(clause: Clause, normalised: Normalised) -> Cast:
    """Who is in the clause."""
    spans = _merged(_spans(clause, normalised), clause.text)
    spans = [span for span in spans if clause.start <= span[0]]
    together = clause.has(Kind.TOGETHER)
    others: list[Person] = []
    for start, end in reversed(spans):
        following = others[-1] if others else None
        role = Role.BESIDE if together else _role(end, clause, following)
        others.append(Person(start, end, normalised.as_written(start, end), role))
    others.reverse()
    return Cast(tuple(others), _oneself(clause, others, together=together), clause.has(Kind.CONTACT))


def groups(clause: Clause, normalised: Normalised) -> tuple[str, ...]:
    """家族, 夫婦: the writer's own household, as written."""
    return tuple(normalised.as_written(match.start, match.end) for match in clause.of(Kind.GROUP))


def _spans(clause: Clause, normalised: Normalised) -> list[tuple[int, int]]:
    spans = [(match.start, match.end) for match in clause.of(Kind.PERSON)]
    for match in clause.of(Kind.TITLED):
        start = _name_start(match, normalised)
        if start < match.start and not any(first < match.end and start < last for first, last in spans):
            spans.append((start, match.end))
    return sorted(set(spans))


def _name_start(match: Match, normalised: Normalised) -> int:
    """The kanji or katakana right before さん, at most four."""
    start = match.start
    while start > 0 and match.start - start < _LONGEST_NAME and _is_name(normalised, start - 1):
        start -= 1
    return start


def _is_name(normalised: Normalised, index: int) -> bool:
    character = normalised.surface[normalised.origin[index]]
    return "一" <= character <= "鿿" or "ァ" <= character <= "ー" or character in "々ヶ" or character >= "𠀀"


def _merged(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """隣 の おじいさん is one person, and so is what begins inside another (隣の「人が」)."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            continue
        if merged and text[merged[-1][1] : start] in {"の", "んちの", "家の", "宅の"}:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _role(end: int, clause: Clause, following: Person | None) -> Role:
    if following is not None and clause.text[end : following.start] in {"と", "や", "も", "、"}:
        return following.role
    for plural in _PLURALS:
        if clause.text.startswith(plural, end):
            end += len(plural)
            break
    told = any(match.start == end for match in clause.of(*_DISTRESS, Kind.SAFE))
    if told or end >= clause.end or clause.text.startswith(_SUBJECT, end):
        return Role.SUBJECT
    if clause.text.startswith("を", end):
        return Role.SUBJECT if clause.has(*_DISTRESS) else Role.BESIDE
    if clause.text.startswith(_ASKED, end) and _stays_silent(clause):
        return Role.SUBJECT
    return Role.BESIDE if clause.text.startswith(_BESIDE, end) else Role.SUBJECT


def _stays_silent(clause: Clause) -> bool:
    """母から返事がない, 父に呼びかけても答えない: the one who does not answer is meant."""
    return any(match.entry.value == _NO_ANSWER for match in clause.of(Kind.WORRY))


def _oneself(clause: Clause, others: list[Person], *, together: bool) -> bool:
    if together:
        return True
    if any(_is_self_subject(match, clause) for match in clause.of(Kind.SELF)):
        return True
    return clause.has(Kind.GROUP) and not any(person.role is Role.SUBJECT for person in others)


def _is_self_subject(match: Match, clause: Clause) -> bool:
    word = clause.text[match.start : match.end]
    return match.end >= clause.end or word.endswith(("は", "も")) or clause.text.startswith(_SELF_SUBJECT, match.end)
