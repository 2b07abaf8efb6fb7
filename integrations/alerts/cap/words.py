"""CAP's words for ours, and the few that CAP leaves to its users: `code`, `eventCode` and `parameter`."""

from collections.abc import Mapping
from typing import Final

from bot.core.alerts import AlertKind, AlertStatus

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE: Final = "application/cap+xml"

STATUSES: Final[Mapping[str, AlertStatus]] = {
    "Actual": AlertStatus.REAL,
    "Exercise": AlertStatus.TRAINING,
    "System": AlertStatus.TEST,
    "Test": AlertStatus.TEST,
    "Draft": AlertStatus.TEST,
}
STATUS_OUT: Final[Mapping[AlertStatus, str]] = {
    AlertStatus.REAL: "Actual",
    AlertStatus.TRAINING: "Exercise",
    AlertStatus.TEST: "Test",
}

KIND: Final = "AnpiKind"
"""`eventCode`: our kind."""
LEVEL: Final = "AlertLevel"
"""`parameter`: 警戒レベル 1 to 5."""
INTENSITY: Final = "SeismicIntensity"
EQUIVALENT: Final = "anpi:equivalent"
"""`code` of the message: its level is the JMA's 「…相当」."""
CORRECTED: Final = "anpi:corrected"
DELAYED: Final = "anpi:delayed"
NO_SCHEME: Final = "unspecified"
"""`valueName` of a geocode whose list is not told."""

CATEGORIES: Final[Mapping[AlertKind, str]] = {
    AlertKind.EARTHQUAKE: "Geo",
    AlertKind.TSUNAMI: "Geo",
    AlertKind.LANDSLIDE: "Geo",
    AlertKind.EVACUATION_ORDER: "Safety",
    AlertKind.SHELTER: "Safety",
    AlertKind.OCCURRENCE: "Other",
    AlertKind.UNKNOWN: "Other",
}
"""Of all other kinds: Met."""
SEVERITIES: Final[Mapping[int, str]] = {5: "Extreme", 4: "Severe", 3: "Moderate", 2: "Minor", 1: "Minor"}
URGENCIES: Final[Mapping[int, str]] = {5: "Immediate", 4: "Immediate", 3: "Expected", 2: "Future", 1: "Future"}
