"""Plays a transcript: opens and closes incidents, hands each thing said to the topics, notes what everybody gets."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from bot.core.ask import MAX_REQUESTS, Topic
from bot.core.consents import Consent, Item, RecipientKind
from bot.core.errors import Unavailable
from bot.core.events import (
    AccountLinked,
    ButtonTapped,
    Channel,
    Event,
    FollowEnded,
    FollowStarted,
    GroupJoined,
    GroupLeft,
    Happening,
    LocationShared,
    MediaSent,
    Medium,
    MembersJoined,
    Place,
    StickerSent,
    TextSaid,
    UnknownHappened,
    address_of,
    conversation_id,
)
from bot.core.ids import ConversationId, DistrictId, EventId, IncidentId, PersonId, ReportId
from bot.core.incidents import Emergency, Hazard, Incident
from bot.core.language import Language
from bot.core.people import Office, Person, Relation, RelationKind, Role
from bot.core.ports import Arrival, FinishedTurn
from bot.core.replies import Card, Choice, Reply
from bot.core.reports import Casualty, CheckIn, Means, Progress, Report, Source
from bot.core.requests import Heard, ReadRollCall, Request
from bot.core.taps import Tap
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.hearing import Hearing
from bot.rules.emergency_message import emergency_begins
from bot.rules.greeting_message import greeting_message, practice_message
from bot.rules.opening_message import opening_message
from bot.rules.quiet_days import month_of
from bot.storage.memory import MemoryTurnStore
from bot.storage.memory.answers import answer_from
from bot.storage.memory.linking import add_code, add_nonce
from bot.storage.memory.loading import known_of
from bot.storage.memory.world import Account, Asked, Told, Waiting, World
from bot.storage.memory.writing import write
from bot.storage.turn_store.standings import check_in_after
from bot.topics.routes import drive
from config.catalogue import Catalogue, load_catalogue
from tests.transcripts.showing import shown
from tests.transcripts.town import CITY, NORTH, WHO, agreed, consent_of, town
from tests.understanding import at_once, interpreter, many_heard

START = datetime.fromisoformat("2026-09-01T10:00:00+09:00")
_ASSOCIATION = RecipientKind.ASSOCIATION
_PLAIN: dict[str, Happening] = {
    "スタンプ": StickerSent(),
    "写真": MediaSent(Medium.PHOTO),
    "声": MediaSent(Medium.VOICE),
    "友だち追加": FollowStarted(),
    "ブロック": FollowEnded(),
    "場所": LocationShared(37.5, 139.9, "一箕町"),
    "知らない種類": UnknownHappened("membership"),
    "グループに招待": GroupJoined(),
    "新しい人が参加": MembersJoined(),
    "グループから退会させる": GroupLeft(),
    "ログインをやめた": AccountLinked("nobody's", succeeded=False),
}


@dataclass
class Stage:
    world: World = field(default_factory=town)
    buttons: dict[str, dict[str, Tap]] = field(default_factory=lambda: defaultdict(dict))
    at: datetime = START
    number: int = 0

    def now(self) -> datetime:
        return self.at

    def play(self, step: dict[str, Any]) -> dict[str, Any]:
        """One step with what came of it: the step's own words first, then what is worked out."""
        self.at += timedelta(minutes=step.get("after", 1))
        if "opens" in step:
            return self._open(step)
        if "greets" in step:
            return self._greet(step)
        if "closes" in step:
            return self._close(step)
        if "code" in step:
            add_code(self.world, step["code"], WHO[step["for"]].id, self.at + timedelta(hours=step.get("hours", 72)))
            return step
        if "move_in" in step:
            return self._move_in(step)
        if "shares" in step:
            self.world.accounts += [Account(Channel.LINE, step["shares"], WHO[each].id) for each in step["with"]]
            return step
        if "agrees" in step:
            return self._agree(step)
        if "as" in step:
            return self._tie(step)
        if "declares" in step:
            return self._declare(step)
        return self._put_on_record(step) if "puts_on_record" in step else self._said(step)

    def _put_on_record(self, step: dict[str, Any]) -> dict[str, Any]:
        """Staff, on the console: missing or dead, in the incident that is open."""
        incident, about = self.world.incidents[-1], WHO[step["of"]].id
        casualty = Casualty(step["puts_on_record"])
        self.number += 1
        event = EventId(f"E{self.number}")
        report = Report(
            id=ReportId(f"on record {event}"),
            about=about,
            incident=incident.id,
            drill=incident.drill,
            conversation=ConversationId("console:officer"),
            reporter=PersonId("officer"),
            source=Source.STAFF,
            label="",
            means=Means.WORDS,
            said_at=self.at,
            condition=Condition.UNKNOWN,
            casualty=casualty,
        )
        if casualty is Casualty.DEAD:
            self.world.people[about] = replace(self.world.people[about], deceased_at=self.at)
        self.world.reports.append(Told(report, event, self.at))
        key = (incident.id, about)
        said = [each.report for each in self.world.reports if (each.report.incident, each.report.about) == key]
        asked = self.world.check_ins[key]
        asked.check_in = check_in_after(key, asked.check_in.progress, said, began=False)
        return step

    def _tie(self, step: dict[str, Any]) -> dict[str, Any]:
        """An office in a district, or `to` as a relation of somebody."""
        if "serves" in step:
            self.world.roles.append((WHO[step["serves"]].id, Role(Office(step["as"]), DistrictId(step["in"]))))
        else:
            pair = WHO[step["relates"]].id, WHO[step["to"]].id
            self.world.relations.append(Relation(*pair, RelationKind(step["as"]), confirmed=True))
        return step

    def _agree(self, step: dict[str, Any]) -> dict[str, Any]:
        """To the association or the `kind` named, from long ago, to these items: in place of what was agreed before."""
        person, kind = WHO[step["agrees"]].id, RecipientKind(step.get("kind", _ASSOCIATION))
        items = frozenset(map(Item, step["to"]))
        others = [each for each in self.world.consents if (each.person, each.recipient_kind) != (person, kind)]
        self.world.consents = [*others, consent_of(step["agrees"], kind, items)] if items else others
        return step

    def _declare(self, step: dict[str, Any]) -> dict[str, Any]:
        """有事 for these districts, for a day; who lives there is told."""
        emergency = declared(step, self.at)
        self.world.emergencies.append(emergency)
        areas = tuple(each for each in self.world.districts if each.id in emergency.districts)
        still_open = tuple(each for each in self.world.incidents if each.is_open)
        words = emergency_begins(emergency, CITY, areas, still_open)
        for each in WHO.values():
            if emergency.holds(each.district, self.at) and not each.disclosure_block:
                self._offer(conversation_id(Channel.LINE, each.id), words)
        return {**step, "tells_all": shown(words, book(), Language.JAPANESE, drill=False)}

    def _move_in(self, step: dict[str, Any]) -> dict[str, Any]:
        """Others of the north, by name; together where the step has an address. They agreed, but for `silent` ones."""
        for name in step["move_in"]:
            person = Person(PersonId(name), name, NORTH, block=step["block"])
            self.world.people[person.id] = person
            self.world.addresses[person.id] = step.get("address", "")
            if not step.get("silent"):
                self.world.consents.append(agreed(person.id, RecipientKind.ASSOCIATION))
        return step

    def _open(self, step: dict[str, Any]) -> dict[str, Any]:
        wanted = step["opens"]
        incident = Incident(
            id=IncidentId(wanted["id"]),
            title=wanted["title"],
            hazard=Hazard(wanted.get("hazard", "earthquake")),
            level=str(wanted.get("level", "")),
            districts=tuple(wanted.get("districts", ())),
            drill=wanted.get("drill", False),
            opened_at=self.at,
        )
        self.world.incidents.append(incident)
        districts = tuple(each for each in self.world.districts if each.id in incident.districts)
        question = opening_message(incident, CITY, districts)
        asked = [each for each in WHO.values() if incident.concerns(each.district)]
        for each in asked:
            check_in = CheckIn(incident.id, each.id, Progress.SENT)
            self.world.check_ins[incident.id, each.id] = Asked(check_in, each.district)
            self._offer(conversation_id(Channel.LINE, each.id), question)
        words = shown(question, book(), asked[0].language, drill=incident.drill)
        return {**step, "asks": words, "asked": [_name(each.id) for each in asked]}

    def _greet(self, step: dict[str, Any]) -> dict[str, Any]:
        """As the clock does it: the greeting of the day, or the drill of the month."""
        person = WHO[step["greets"]]
        known = self.world.quiet_days.get(person.id)
        if step.get("drill"):
            words = practice_message(month_of(self.at))
        else:
            assert known is not None
            self.world.quiet_days[person.id] = replace(known, greeted_on=self.at.date())
            words = greeting_message(CITY.quiet_days, self.at.date(), person.language)
        self._offer(conversation_id(Channel.LINE, person.id), words)
        return {**step, "asks": shown(words, book(), person.language, drill=step.get("drill", False))}

    def _close(self, step: dict[str, Any]) -> dict[str, Any]:
        self.world.incidents = [
            Incident(**{**_fields(each), "closed_at": self.at}) if each.id == step["closes"] else each
            for each in self.world.incidents
        ]
        return step

    def _said(self, step: dict[str, Any]) -> dict[str, Any]:
        address = step.get("phone") or (WHO[step["who"]].id if step["who"] in WHO else step["who"])
        conversation = conversation_id(Channel.LINE, address)
        outcome = self._turn(conversation, self._what(conversation, step), step)
        self._offer(conversation, outcome.replies)
        done: dict[str, Any] = {
            key: step[key]
            for key in ("who", "says", "phone", "taps", "sends", "signed_in", "after", "late", "place", "by")
            if key in step
        }
        language = outcome.conversation.language
        done["answers"] = shown(outcome.replies, book(), language, drill=outcome.drill)
        sharers = [_name(each.id) for each in known_of(self.world, conversation).sharers]
        done |= {"phone_of": sharers} if sharers else {}
        done |= self._told(outcome)
        kept = [_record(each) for each in outcome.records]
        return done | ({"keeps": kept} if kept else {}) | _ledger(outcome)

    def _what(self, conversation: ConversationId, step: dict[str, Any]) -> Happening:
        if "says" in step:
            return TextSaid(step["says"])
        if "taps" in step:
            return ButtonTapped(self.buttons[conversation][step["taps"]])
        if "signed_in" in step:
            add_nonce(self.world, f"nonce {self.number}", WHO[step["signed_in"]].id, self.at + timedelta(minutes=10))
            return AccountLinked(f"nonce {self.number}", succeeded=True)
        return _PLAIN[step["sends"]]

    def _turn(self, conversation: ConversationId, what: Happening, step: dict[str, Any]) -> Outcome:
        self.number += 1
        happened = self.at - timedelta(minutes=step.get("late", 0))
        place = Place.GROUP if step.get("place") == "group" else Place.PRIVATE
        speaker = conversation_id(Channel.LINE, WHO[step["by"]].id) if "by" in step else None
        event = Event(
            EventId(f"E{self.number}"), conversation, happened, what, place, received_at=self.at, speaker=speaker
        )
        known = known_of(self.world, conversation)
        understood = at_once(self._hearing().understand(event, known))
        turn = Turn(
            event=event,
            now=self.at,
            conversation=known.conversation,
            city=CITY,
            person=known.person,
            roles=known.roles,
            incidents=known.incidents,
            check_ins=known.check_ins,
            sharers=known.sharers,
            open_incidents=known.open_incidents,
            understanding=understood,
            roll_call=at_once(self._hearing().roll_call(event, known, understood)),
        )
        outcome = self._answered(drive(turn))
        arrival = Arrival(event.id, Channel.LINE, conversation, happened, self.at, b"{}")
        self.world.inbox[event.id] = Waiting(arrival, "done")
        write(self.world, FinishedTurn(arrival, event, outcome, self.at))
        return outcome

    def _answered(self, topic: Topic[Outcome]) -> Outcome:
        answer: Any = None
        failure: Unavailable | None = None
        for _ in range(MAX_REQUESTS + 1):
            try:
                request = topic.send(answer) if failure is None else topic.throw(failure)
            except StopIteration as end:
                outcome: Outcome = end.value
                return outcome
            try:
                answer, failure = self._answer(request), None
            except Unavailable as down:
                failure = down
        raise AssertionError("a topic asked more than it may")

    def _answer(self, request: Request[Any]) -> Any:
        match request:
            case ReadRollCall():
                return at_once(self._hearing().read_roll_call(request))
            case Heard():
                return at_once(self._hearing().hear(request))
            case _:
                return answer_from(self.world, request)

    def _hearing(self) -> Hearing:
        return Hearing(interpreter(), MemoryTurnStore(self.world), self, many_heard())

    def _told(self, outcome: Outcome) -> dict[str, Any]:
        tells: dict[str, list[str]] = {}
        for message in outcome.messages:
            person = self.world.people[message.to]
            told = message.only or conversation_id(Channel.LINE, person.id)
            self._offer(told, message.replies)
            words = shown(message.replies, book(), person.language, drill=message.drill)
            name = _name(address_of(told) if message.only else person.id)
            tells.setdefault(f"{name} ({message.priority})", []).extend(words)
        return {"tells": tells} if tells else {}

    def _offer(self, conversation: ConversationId, replies: tuple[Reply, ...]) -> None:
        """Buttons stay on the screen: the newest with a label is the one that is tapped."""
        person = self.world.people.get(conversation.partition(":")[2])  # type: ignore[call-overload]  # ids are equal here
        known = self.world.conversations.get(conversation)
        language = known.language if known else person.language if person else Language.JAPANESE
        for reply in replies:
            buttons = reply.buttons if isinstance(reply, Card) else getattr(reply, "choices", ())
            for button in buttons:
                if isinstance(button, Choice):
                    self.buttons[conversation][book().say(button.label, language)] = button.tap


def declared(step: Mapping[str, Any], at: datetime) -> Emergency:
    districts = tuple(map(DistrictId, step["declares"]))
    return Emergency("有事", districts, at, at + timedelta(days=1), cause="大雨特別警報")


def _record(record: object) -> str:
    return type(record).__name__ + _details(record)


def _details(record: Any) -> str:
    report = getattr(record, "report", None)
    if report is not None and not isinstance(report, str):
        seen = report.sighting and f"({report.sighting})"
        facts = [
            report.source,
            report.condition,
            report.whereabouts,
            report.refuge,
            report.needs,
            report.spot and "spot",
            report.note,
            report.absence,
            seen,
        ]
        about = _name(report.about) if report.about else "だれか"
        drill = " 訓練" if report.drill else ""
        return f" {about}{drill}: " + ", ".join(_fact(each) for each in facts if each is not None)
    consent = getattr(record, "consent", None)
    if isinstance(consent, Consent):
        return f" {_consent(consent)}"
    kind = getattr(record, "kind", None) or getattr(record, "cadence", None) or getattr(record, "reach", None)
    return f" {kind}{' 訓練' if getattr(record, 'drill', False) else ''}" if kind else ""


def _consent(consent: Consent) -> str:
    terms = consent.terms
    words = f"{terms.id} {terms.version} {terms.language}" if terms else "no terms"
    said = "refused" if consent.refused else consent.cadence
    return f"{consent.purpose} → {consent.recipient_kind}, {consent.phase}, {said}, {words}"


def _fact(fact: object) -> str:
    return "[" + " ".join(map(str, fact)) + "]" if isinstance(fact, tuple) else str(fact)


def _ledger(outcome: Outcome) -> dict[str, Any]:
    rows = (*outcome.disclosures, *(each for message in outcome.messages for each in message.disclosures))
    shown_ = [
        f"{_name(each.about)} → {_name(each.recipient)} ({', '.join(sorted(each.items))}) {each.ground}"
        for each in rows
    ]
    return {"shows": shown_} if shown_ else {}


def _name(person: str) -> str:
    return next((name for name, each in WHO.items() if each.id == person), person)


def _fields(incident: Incident) -> dict[str, Any]:
    return {name: getattr(incident, name) for name in Incident.__slots__}


@cache
def book() -> Catalogue:
    return load_catalogue("Asia/Tokyo")
