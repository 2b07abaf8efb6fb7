"""How each thing of the core stands in its table: value → row, row → value. No statement is run here."""

from typing import Any

from sqlalchemy import Row

AnyRow = Row[*tuple[Any, ...]]
