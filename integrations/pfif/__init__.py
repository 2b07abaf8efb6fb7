"""PFIF 1.4 (People Finder Interchange Format): persons and what is known of them, for other registries."""

from integrations.pfif.checking import faults
from integrations.pfif.records import Note, Person, Status
from integrations.pfif.writing import to_pfif

__all__ = ["Note", "Person", "Status", "faults", "to_pfif"]
