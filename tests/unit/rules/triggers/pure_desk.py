"""Alerts of an invented city, and a desk that remembers, by the pure rules alone, what each of them led to."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.core.alerts import Alert, AlertArea, AlertChange, AlertKind, AlertSource, AlertStatus
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.people import District
from bot.core.proposals import OF_WRONG, Aim, Proposal, ProposalId, ProposalState
from bot.core.triggers import CityCodes, Triggers
from bot.rules.triggers import (
    Known,
    Matter,
    Response,
    Settled,
    matters_of,
    outliving,
    overtake,
    parts_of,
    respond,
    settle,
)

NOW = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
IKKI, MONDEN = DistrictId("ikki"), DistrictId("monden")
DISTRICTS = (District(IKKI, "一箕地区"), District(MONDEN, "門田地区"))
CODES = CityCodes("072028", ("0720200",), ("252",), ("070030",), ("250",))
TRIGGERS = Triggers(
    codes=CODES,
    intensity="5-",
    orders=(3, 4, 5),
    warnings=(4, 5),
    tsunamis=("津波警報", "大津波警報"),
    bulletins=("線状降水帯発生",),
    occurrences=("地震",),
    places={"一箕町": IKKI},
)
CITY = "会津若松市"
_REGION = "地震情報／細分区域"
_MUNICIPALITY = "気象・地震・火山情報／市町村等"
_digests = count()


def alert(kind: AlertKind, *areas: AlertArea, source: AlertSource = AlertSource.JMA, event: str = "") -> Alert:
    return Alert(
        source=source,
        kind=kind,
        status=AlertStatus.REAL,
        change=AlertChange.ISSUED,
        series=f"{kind}/{event}",
        issued=NOW,
        title="",
        headline="",
        areas=areas,
        event=event,
        digest=f"{next(_digests):064x}",
    )


def again(first: Alert, *, minutes: float = 0, **changed: object) -> Alert:
    """A later telegram of the same series."""
    at = first.issued + timedelta(minutes=minutes)
    return replace(first, digest=f"{next(_digests):064x}", issued=at, **changed)  # type: ignore[arg-type]


def quake(intensity: str, event: str = "E1", announced: str = "") -> Alert:
    return alert(AlertKind.EARTHQUAKE, of_city(intensity, announced), event=event)


def flash(intensity: str, event: str = "E1") -> Alert:
    region = AlertArea("252", "福島県会津", _REGION, intensity=intensity)
    return replace(alert(AlertKind.EARTHQUAKE, region, event=event), series=f"flash/{event}")


def of_city(intensity: str, announced: str = "", code: str = "0720200") -> AlertArea:
    return AlertArea(code, CITY, _MUNICIPALITY, announced, intensity=intensity)


def rain(level: int | None, *, lifted: bool = False, kind: AlertKind = AlertKind.HEAVY_RAIN) -> Alert:
    return alert(kind, AlertArea("0720200", CITY, "市町村等", "大雨", level, lifted=lifted))


def order(level: int, *names: str, lifted: bool = False, about: str = "災害: 大雨") -> Alert:
    areas = [
        AlertArea("072028", each, "全国地方公共団体コード", level=level, lifted=lifted) for each in names or (CITY,)
    ]
    made = alert(AlertKind.EVACUATION_ORDER, *areas, source=AlertSource.L_ALERT)
    return replace(made, series="document/072028/Actual", is_equivalent=False, headline=about)


@dataclass
class PureDesk:
    triggers: Triggers = TRIGGERS
    now: datetime = NOW
    taken: list[Alert] = field(default_factory=list)
    matter_of: dict[str, str] = field(default_factory=dict)
    proposals: dict[ProposalId, Proposal] = field(default_factory=dict)
    incidents: dict[IncidentId, Incident] = field(default_factory=dict)

    def known(self, of: Alert) -> Known:
        heard: dict[str, list[Alert]] = {}
        for each in self.taken:
            if each.digest in self.matter_of:
                heard.setdefault(self.matter_of[each.digest], []).append(each)
        same = [each for each in self.taken if (each.source, each.series) == (of.source, of.series)]
        real = [each for each in same if each.status is AlertStatus.REAL]
        latest = max(real, key=lambda each: each.issued, default=None)
        found = matters_of(self.proposals.values(), heard, self.incidents.values())
        return Known(CITY, DISTRICTS, found, latest)

    def respond(self, to: Alert) -> Response:
        return respond(to, self.triggers, self.known(to), self.now)

    def take(self, new: Alert) -> Settled:
        """Time goes on to when it was issued, if that is later."""
        self.now = max(self.now, new.issued)
        gravest, *lower = parts_of(new, self.triggers)
        overtaken = overtake(new, self.triggers, self.known(gravest), self.now)
        self.put(overtaken.withdrawn, overtaken.instead)
        settled = overtaken.told(settle(self.respond(gravest), gravest, self.triggers.wait, self.now))
        self.taken.append(new)
        if settled.matter:
            self.matter_of[new.digest] = settled.matter
        self.write(settled)
        for part in lower:
            follows = settle(self.respond(part), part, self.triggers.wait, self.now)
            if follows.proposal and follows.became != "correct":
                self.write(follows)
        return settled

    def write(self, settled: Settled) -> None:
        self.put(settled.withdrawn, [settled.proposal] if settled.proposal else [])

    def put(self, withdrawn: Sequence[ProposalId], new: Sequence[Proposal]) -> None:
        for id_ in withdrawn:
            self.proposals[id_] = replace(self.proposals[id_], state=ProposalState.WITHDRAWN)
        self.proposals |= {each.id: each for each in new}

    def waiting(self) -> Sequence[Proposal]:
        return [each for each in self.proposals.values() if each.state is ProposalState.WAITING]

    def confirm(self) -> Incident:
        """The only one that waits, as the store would carry it out."""
        (proposal,) = self.waiting()
        draft = proposal.draft
        incident = self.incidents.get(proposal.incident) if proposal.incident else None
        if incident is None:
            id_ = IncidentId(f"I{len(self.incidents)}")
            incident = Incident(id_, draft.title, draft.hazard, draft.level, draft.districts, False, self.now)
        elif proposal.aim not in OF_WRONG:
            incident = replace(incident, level=draft.level)
        self.incidents[incident.id] = incident
        self.proposals[proposal.id] = replace(proposal, state=ProposalState.CONFIRMED, incident=incident.id)
        return incident

    def refuse(self) -> None:
        (proposal,) = self.waiting()
        self.proposals[proposal.id] = replace(
            proposal, state=ProposalState.REFUSED, decided_by=PersonId("staff"), decided_at=self.now
        )

    def close(self, incident: Incident) -> None:
        found = matters_of(self.proposals.values(), {}, self.incidents.values())
        self.incidents[incident.id] = replace(incident, closed_at=self.now)
        for matter in found:
            if matter.incident and matter.incident.id == incident.id:
                waiting = [each for each in matter.chain if each.state is ProposalState.WAITING]
                self.proposals |= {each.id: _closed(each, matter) for each in waiting}

    def open_by_hand(self, hazard: Hazard, level: str) -> None:
        incident = Incident(IncidentId("hand"), "手で開いた事案", hazard, level, (), False, self.now)
        self.incidents[incident.id] = incident


def _closed(waits: Proposal, of: Matter) -> Proposal:
    left = outliving(of, waits, DISTRICTS)
    if left is not None:
        return replace(waits, aim=Aim.OPEN, incident=None, draft=left)
    return replace(waits, state=ProposalState.CLOSED)


def waits_at(desk: PureDesk) -> list[tuple[str, tuple[DistrictId, ...]]]:
    """The level and the districts of each that would ask."""
    asks = (each for each in desk.waiting() if each.aim not in OF_WRONG)
    return sorted((each.draft.level, each.draft.districts) for each in asks)


def wrong_at(desk: PureDesk) -> list[tuple[Aim, str, tuple[DistrictId, ...]]]:
    """The same of what would be told to be wrong; none of it ever goes by itself."""
    wrong = [each for each in desk.waiting() if each.aim in OF_WRONG]
    assert all(each.goes_at is None for each in wrong)
    return [(each.aim, each.draft.level, each.draft.districts) for each in wrong]
