"""What the stand-ins for alert feeds share: a door with conditional answers, faults on demand, control by this page."""

from integrations.sandbox.feed.control import LOOPBACK_HOSTS, same_origin
from integrations.sandbox.feed.door import Door
from integrations.sandbox.feed.faults import Fault, FaultKind, Faults, NewFault, fault_routes
from integrations.sandbox.feed.samples import sample_desk

__all__ = [
    "LOOPBACK_HOSTS",
    "Door",
    "Fault",
    "FaultKind",
    "Faults",
    "NewFault",
    "fault_routes",
    "same_origin",
    "sample_desk",
]
