"""A matter: one event as far as alerts and staff have brought it: whether it is live, and how far it has come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.alerts import Alert
from bot.core.ids import DistrictId, IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.people import District
from bot.core.proposals import OF_WRONG, Aim, Draft, Proposal, ProposalState
from bot.rules.triggers.ranks import family, of_incident

TOGETHER = timedelta(hours=6)
"""Aftershocks and repeats within this time belong to what is open; what is older at receipt proposes nothing."""


@dataclass(frozen=True, slots=True)
class Matter:
    """`chain`: its proposals, oldest first; none where staff opened the incident by hand."""

    id: str
    chain: tuple[Proposal, ...]
    alerts: tuple[Alert, ...]
    """All that belong to it, also those that only joined."""
    incident: Incident | None

    @property
    def waiting(self) -> tuple[Proposal, ...]:
        """What would open or raise something, and is not decided."""
        undecided = (each for each in self.chain if each.state is ProposalState.WAITING)
        return tuple(each for each in undecided if each.aim not in OF_WRONG)

    @property
    def is_open(self) -> bool:
        return self.incident is not None and self.incident.is_open

    @property
    def is_live(self) -> bool:
        return self.is_open or bool(self.waiting)

    @property
    def families(self) -> frozenset[str]:
        told = {family_of(each.draft) for each in self.chain}
        return frozenset(told or ({family(self.incident.hazard)} if self.incident else ()))

    def is_near(self, at: datetime) -> bool:
        opened = [self.incident.opened_at] if self.incident else []
        moments = [*opened, *(each.made_at for each in self.chain), *(each.issued for each in self.alerts)]
        return at - max(moments) <= TOGETHER if moments else False

    def led_by(self, alert: Alert) -> tuple[Proposal, ...]:
        """Its proposals that stand on an alert of this one's series or event, and were not taken back."""
        akin = {each.digest for each in self.alerts if is_same(alert, each)}
        return tuple(each for each in self.chain if _counts(each) and akin.intersection(each.alerts))

    def is_series(self, alert: Alert) -> bool:
        """An earlier one of the very same series led to one of them."""
        behind = {digest for each in self.chain if _counts(each) for digest in each.alerts}
        return any(is_same_series(alert, each) for each in self.alerts if each.digest in behind)

    def told_wrong(self, aim: Aim, rank: int | None = None) -> tuple[Proposal, ...]:
        """Proposals to take back what went before, made after all that asked; staff have seen the refused ones too."""
        asked = max(
            (each.made_at for each in self.chain if each.is_carried_out and each.aim not in OF_WRONG), default=None
        )
        later = (each for each in self.chain if _counts(each) and (asked is None or each.made_at >= asked))
        return tuple(each for each in later if each.aim is aim and rank in (None, each.draft.rank))

    def rank_at(self, district: DistrictId | None) -> int:
        """How high it stands for the people of a district; None: for the whole city."""
        return max((rank for where, rank in self._reached() if not where or district in where), default=-1)

    def _reached(self) -> list[tuple[tuple[DistrictId, ...], int]]:
        if not self.chain:
            return [(self.incident.districts, of_incident(self.incident))] if self.incident else []
        stands: list[Draft] = []
        for each in filter(_counts, self.chain):
            if each.aim not in OF_WRONG:
                stands.append(each.draft)
            elif each.is_carried_out:  # people were told that what went before was wrong
                stands = [each.draft] if each.aim is Aim.CORRECT else []
        return [(each.districts, each.rank) for each in stands]


def is_same_series(alert: Alert, other: Alert) -> bool:
    return (alert.source, alert.series) == (other.source, other.series)


def is_same(alert: Alert, other: Alert) -> bool:
    """Of one series, or of one event of the same source."""
    is_same_event = alert.source is other.source and alert.event != "" and alert.event == other.event
    return is_same_event or is_same_series(alert, other)


def _counts(proposal: Proposal) -> bool:
    """What staff refused was seen and stands as high; what was taken back stands nowhere."""
    return proposal.state is not ProposalState.WITHDRAWN


def family_of(draft: Draft) -> str:
    """Levels of orders and intensities of earthquakes cannot be compared: an order after one is a matter of its own."""
    of_hazard = family(draft.hazard)
    return f"order of {of_hazard}" if draft.trigger == "order" and of_hazard != family(Hazard.FLOOD) else of_hazard


def rises(matter: Matter, draft: Draft, known: Sequence[District]) -> tuple[DistrictId, ...] | None:
    """Where the draft is graver than what stands: districts, `()` for the whole city, None for nowhere."""
    places: Sequence[DistrictId | None] = draft.districts or [each.id for each in known] or (None,)
    rising = tuple(each for each in places if matter.rank_at(each) < draft.rank)
    if not rising:
        return None
    whole = not draft.districts and len(rising) == len(places)
    return () if whole else tuple(each for each in rising if each is not None)


def matters_of(
    proposals: Iterable[Proposal], alerts: Mapping[str, Sequence[Alert]], incidents: Iterable[Incident]
) -> tuple[Matter, ...]:
    """`alerts` by the id of their matter; `incidents`: those of the proposals, and every real one that is open."""
    by_id = {each.id: each for each in incidents if not each.drill}
    chains: dict[str, list[Proposal]] = {}
    for each in sorted(proposals, key=lambda proposal: (proposal.made_at, proposal.id)):
        if not each.drill:
            chains.setdefault(each.matter, []).append(each)
    told = {each.incident for chain in chains.values() for each in chain}
    by_hand = [each for each in by_id.values() if each.is_open and each.id not in told]
    of_chains = (
        Matter(id_, tuple(chain), tuple(alerts.get(id_, ())), _incident(chain, by_id)) for id_, chain in chains.items()
    )
    return (*of_chains, *(Matter(each.id, (), tuple(alerts.get(each.id, ())), each) for each in by_hand))


def _incident(chain: Sequence[Proposal], by_id: Mapping[IncidentId, Incident]) -> Incident | None:
    found = (by_id.get(each.incident) for each in reversed(chain) if each.incident and each.is_carried_out)
    return next((each for each in found if each), by_id.get(IncidentId(chain[0].matter)))
