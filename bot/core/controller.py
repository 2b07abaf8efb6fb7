"""Who answers for the data: the municipality, as records of consent name it (ISO/IEC TS 27560 "PII controller")."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Controller:
    """Empty texts are facts that the municipality has not written down; name and telephone are the city's own."""

    id: str = ""
    """`lg-` and the code of the municipality (全国地方公共団体コード, six digits): lg-072028."""
    contact: str = ""
    """The office: 危機管理課."""
    address: str = ""
    email: str = ""
    url: str = ""
    policy_url: str = ""
    """Where the municipality says how it handles personal data."""
    storage: str = "日本国内"
    """Where the data are kept."""


UNNAMED = Controller()
"""Nothing but the city's name and telephone is known."""
