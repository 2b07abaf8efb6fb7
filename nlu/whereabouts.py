"""Reads where somebody is, or that they are on their way to a shelter."""

from dataclasses import dataclass

from bot.core.understanding import Whereabouts
from nlu.clauses import Clause
from nlu.destinations import owned, refuge
from nlu.lexicon.entry import Kind
from nlu.normalisation import BOUNDARIES, Normalised
from nlu.scanning import Match

_AT = ("に", "で", "へ", "さ", "の", "まで", "だ", "内", "付近", "前", "、", "い", "お", "へ")
_LONGEST_PLACE = 12
_STAYS = (Whereabouts.HOME, Whereabouts.ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Stay:
    """A place told in a clause. `denied`: it was said that they are not there."""

    whereabouts: Whereabouts | None = None
    place: str | None = None
    denied: bool = False
    refuge: bool = False
    """They fled there, in so many words: 「二階に避難しました」."""
    told: bool = False
    """In words that leave no other place open: 「家に戻りました」, 「在宅避難」."""
    exposed: bool = False
    """Somebody may have to fetch them: 「屋上にいます」."""
    span: tuple[int, int] = (0, 0)
    """What the place itself explains of the text."""


def stay(clause: Clause, normalised: Normalised, *, negated: bool) -> Stay:
    """Where the clause's subject is; the place that they fled to, else a saying, else the last place.

    Of several places a shelter or the way to it goes before any other.
    """
    if clause.asks:
        return Stay()
    sayings = clause.of(Kind.WHERE)
    fled = refuge(clause, sayings)
    exposed = fled is not None and fled.kind in {Kind.PERCH, Kind.EXPOSED}
    if clause.has(Kind.HEDGE):
        return Stay(exposed=exposed)
    places = [match for match in clause.of(Kind.PLACE) if _is_at(match, clause)]
    if negated and (places or sayings):
        return Stay(denied=True)
    if fled is not None:
        return _named(fled, clause, normalised, refuge=True, exposed=exposed)
    moved = None if clause.has(Kind.GOING) else refuge(clause, clause.of(Kind.MOVED))
    if moved is not None and not any(saying.start > moved.start for saying in sayings):
        return _named(moved, clause, normalised)
    if sayings:
        value = Whereabouts(sayings[-1].entry.value)
        return Stay(value, _place(places, normalised), told=value in _STAYS)
    return _at_place(places, clause, normalised)


def _named(
    place: Match, clause: Clause, normalised: Normalised, *, refuge: bool = False, exposed: bool = False
) -> Stay:
    return Stay(
        owned(place, clause),
        _place([place], normalised),
        refuge=refuge,
        told=True,
        exposed=exposed,
        span=(place.start, place.end),
    )


def _at_place(places: list[Match], clause: Clause, normalised: Normalised) -> Stay:
    found = [_of(match, clause) for match in places]
    known = [each for each in found if each is not None]
    if not known:
        return Stay()
    first = (Whereabouts.EVACUATING, Whereabouts.SHELTER)
    chosen = next((each for each in first if each in known), known[-1])
    return Stay(chosen, _place(places, normalised))


def _of(match: Match, clause: Clause) -> Whereabouts | None:
    value = Whereabouts(match.entry.value)
    if clause.has(Kind.GOING):
        return Whereabouts.EVACUATING if value is Whereabouts.SHELTER else None
    if clause.has(Kind.BEING, Kind.SAFE) or _closes(match, clause):
        return value
    return None


def _is_at(match: Match, clause: Clause) -> bool:
    return match.end >= clause.end or clause.text.startswith(_AT, match.end) or _closes(match, clause)


def _closes(match: Match, clause: Clause) -> bool:
    rest = clause.text[match.end : clause.end].strip("".join(BOUNDARIES))
    return rest in _ENDS


_ENDS = frozenset(
    ("", "です", "だ", "だよ", "にて", "に", "で", "さ", "の中", "の中です", "でした", "におります", "です今", "の前")
)


def _place(places: list[Match], normalised: Normalised) -> str | None:
    named = [match for match in places if match.entry.value != Whereabouts.HOME]
    if not named:
        return None
    match = named[-1]
    start = match.start
    while start > 0 and match.start - start < _LONGEST_PLACE and _names(normalised, start - 1):
        start -= 1
    return normalised.as_written(start, match.end)


def _names(normalised: Normalised, index: int) -> bool:
    character = normalised.surface[normalised.origin[index]]
    return "一" <= character <= "鿿" or "ァ" <= character <= "ヺ" or character in "々ヶー" or character.isdigit()
