"""What the stand-ins for alert feeds share: a door with conditional answers, faults on demand, control by this page."""

from integrations.sandbox.feed.control import same_origin
from integrations.sandbox.feed.door import Door
from integrations.sandbox.feed.faults import Fault, FaultKind, Faults, NewFault, fault_routes

__all__ = ["Door", "Fault", "FaultKind", "Faults", "NewFault", "fault_routes", "same_origin"]
