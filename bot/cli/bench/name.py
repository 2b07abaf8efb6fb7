"""What each benchmark is called on the command line."""

from enum import StrEnum


class Name(StrEnum):
    WEBHOOK = "webhook"
    TURNS = "turns"
    MAILING = "mailing"
    URGENT = "urgent"
    AREA = "area"
    CONSENT = "consent"
    LADDER = "ladder"
