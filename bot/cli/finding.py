"""One sentence of `anpi doctor`: what is well, or what to fix."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`broken` findings make the command fail; the others are worth knowing."""

    subject: str
    sentence: str
    broken: bool = False

    @property
    def line(self) -> str:
        return f"{'FIX ' if self.broken else 'ok  '}{self.subject}: {self.sentence}"
