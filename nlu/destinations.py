"""Finds the place named right before a saying: in 「二階に避難した」 it tells more than the saying does."""

import re
from collections.abc import Mapping, Sequence

from bot.core.understanding import Whereabouts
from nlu.clauses import Clause
from nlu.lexicon.entry import Entry, Kind
from nlu.normalisation import STOP
from nlu.scanning import Match

_TO = re.compile("の(?:中|なか|方|ほう|前|まえ|部屋|へや|寝室|押し入れ|押入れ|廊下)[にへさ]|まで|[にへえさで]")
_BY = "で"
_RIDES = ("車", "くるま", "ばす", "船", "舟")
"""車で避難しました tells how, and not where to."""
_BETWEEN = re.compile(
    "、|と(?:一緒に|いっしょに|も)?|で|も|だけ|一緒に|いっしょに|全員|"
    "一時|一旦|いったん|とりあえず|ひとまず|自主|緊急|垂直|無事に?|早めに|先に|急いで|慌てて|やっと|ようやく|歩いて|車で|"
    "昨日|きのう|昨夜|ゆうべ|今朝|けさ|さっき|もう|すぐ|いま|今|(?:移|うつ|上が|あが|登|のぼ)って|行って|移動して"
)
_MOST_BETWEEN = 5
_COMPANY = (Kind.PERSON, Kind.GROUP, Kind.SELF)
_THERE = (Kind.WHERE, Kind.GOING, Kind.BEING, Kind.CLIMBING)
_FLED = frozenset((Kind.WHERE, Kind.GOING))
_STAYS = (Whereabouts.HOME, Whereabouts.ELSEWHERE)
_BEASTS = re.compile("熊|猿|さる|はくびしん|からす")
_PAST = re.compile("[^。、]{0,5}?(?:[てで]い?|い)(?:た(?!す)|ました)")
_FLOOR = ("階", "かい")
_OF_OTHERS = (
    *("所", "館", "校", "院", "場", "店", "社", "園", "庁", "署", "寺", "地下"),
    *("びる", "ほてる", "せんたあ", "ほおる", "もおる"),
)
"""Right behind these a floor is in a building, or below one: 市役所3階."""
_FLATS = ("まんしょんの", "あぱあとの", "団地の", "社宅の", "寮の")
_IN_DANGER = Entry(Kind.RESCUE, denied_by="verb")


def refuge(clause: Clause, sayings: Sequence[Match]) -> Match | None:
    """The last place that a saying is about, or that was climbed in need. None: the saying stands alone."""
    high = [place for place in clause.of(Kind.PERCH, Kind.EXPOSED) if _held(place, clause) is not None]
    if high:
        return high[-1]
    begins = {saying.start: saying for saying in sayings}
    places = _longest(clause.of(Kind.PLACE, Kind.REFUGE))
    fled = [place for place in places if _decides(place, _said_of(place, clause, begins))]
    return next((place for place in reversed(fled) if owned(place, clause) is not None), None)


def _longest(places: Sequence[Match]) -> list[Match]:
    """本家 is no 家."""
    return [place for place in places if not any(_holds(other, place) for other in places)]


def _holds(other: Match, place: Match) -> bool:
    longer = other.end - other.start > place.end - place.start
    return longer and other.start <= place.start and place.end <= other.end


def stranded(clause: Clause) -> list[Match]:
    """「屋根に避難しました」 is a call for help, whatever word it is made with. As a question it is none."""
    held = [(place, _held(place, clause)) for place in clause.of(Kind.PERCH) if not clause.asks]
    return [
        Match(place.start, held_by.end, _IN_DANGER)
        for place, held_by in held
        if held_by is not None and _PAST.match(clause.text, held_by.start, clause.end) is None
    ]


def owned(place: Match, clause: Clause) -> Whereabouts | None:
    """「会社の二階」 and 「田中さんの家」 are not one's home. None: nobody here knows the building."""
    value = Whereabouts(place.entry.value)
    if value is not Whereabouts.HOME:
        return value
    of_something = clause.text.endswith("の", clause.start, place.start)
    edge = place.start - of_something
    owners = [each for each in clause.matches if each.start < place.start and each.end >= edge]
    buildings = [each for each in owners if each.kind in {Kind.PLACE, Kind.REFUGE}]
    if buildings:
        return Whereabouts(buildings[-1].entry.value)
    if clause.text.endswith(_FLATS, 0, place.start):
        return value
    return _of_whom(owners) if of_something else _by_itself(place, owners, clause)


def _of_whom(owners: Sequence[Match]) -> Whereabouts | None:
    """Of the writer, of somebody else, or of a thing that nobody here knows: 市役所の3階."""
    if any(each.kind is Kind.SELF for each in owners):
        return Whereabouts.HOME
    return Whereabouts.ELSEWHERE if _somebody(owners) else None


def _by_itself(place: Match, owners: Sequence[Match], clause: Clause) -> Whereabouts | None:
    if not clause.text.endswith(_FLOOR, place.start, place.end):
        return Whereabouts.ELSEWHERE if _somebody(owners) else Whereabouts.HOME
    return None if clause.text.endswith(_OF_OTHERS, clause.start, place.start) else Whereabouts.HOME


def _somebody(owners: Sequence[Match]) -> bool:
    return any(each.kind in {Kind.PERSON, Kind.TITLED} for each in owners)


def _decides(place: Match, saying: Match | None) -> bool:
    """Who is still on the way is nowhere yet, unless it is only up the stairs."""
    if saying is None:
        return False
    under_way = saying.entry.value == Whereabouts.EVACUATING
    return place.entry.value == Whereabouts.HOME if under_way else saying.entry.value not in _STAYS


def _held(place: Match, clause: Clause) -> Match | None:
    """What says that somebody is on the roof. Whoever works there is not kept there."""
    said = _said_of(place, clause, {match.start: match for match in clause.of(*_THERE)})
    if said is None and _is_answer(place, clause):
        return place
    fled = said is not None and said.kind in _FLED
    return None if not fled and _is_everyday(clause) else said


def _is_everyday(clause: Clause) -> bool:
    """Snow is cleared from roofs, and 「熊の親子、柿の木さのぼってだ」."""
    sentence = clause.text.rfind(STOP, 0, clause.start) + 1
    return clause.has(Kind.EVERYDAY) or _BEASTS.search(clause.text, sentence, clause.end) is not None


def _is_answer(place: Match, clause: Clause) -> bool:
    """「木の上です」; 「屋根です」 may be anything."""
    rest = clause.text[place.end : clause.end].strip("。、?")
    return clause.text.endswith(("上", "うえ"), place.start, place.end) and rest in {"", "です", "だ", "に", "で", "さ"}


def _said_of(place: Match, clause: Clause, sayings: Mapping[int, Match]) -> Match | None:
    """The saying that follows with no more between than に, company and a time."""
    if place.end in sayings:
        return sayings[place.end]
    to = _TO.match(clause.text, place.end, clause.end)
    if to is None or (to.group() == _BY and clause.text.endswith(_RIDES, place.start, place.end)):
        return None
    position = to.end()
    for _ in range(_MOST_BETWEEN):
        if position in sayings:
            return sayings[position]
        position = _over(position, clause)
    return sayings.get(position)


def _over(position: int, clause: Clause) -> int:
    company = max((each.end for each in clause.of(*_COMPANY) if each.start == position), default=position)
    between = _BETWEEN.match(clause.text, company, clause.end)
    return between.end() if between else company
