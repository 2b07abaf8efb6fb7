"""One alert kept by the rules of one city, whichever feed brought it."""

from datetime import datetime

import structlog
from prometheus_client import Counter

from bot.core.alerts import Alert
from bot.core.triggers import Triggers
from bot.storage.alerts import AlertStore
from bot.storage.border import Rejected

log = structlog.get_logger()

_ALERTS = Counter("anpi_alerts", "Alerts that came in, by what became of them", ["source", "became"])


class Taking:
    """Keeps alerts, by the rules of one city."""

    def __init__(self, store: AlertStore, city: str, triggers: Triggers) -> None:
        self.store = store
        self._of = (city, triggers)

    async def take(self, alert: Alert, now: datetime, telegram: tuple[str, bytes] | None = None) -> int:
        """1 where it is new. What the database will never take is logged, and stops no other."""
        try:
            settled = await self.store.take(alert, now, self._of, telegram)
        except Rejected as fault:
            log.error("alert.not_kept", source=alert.source.value, digest=alert.digest, fault=str(fault))  # noqa: TRY400
            if telegram:
                await self.store.give_up(telegram[0], "rejected", now)
            return 0
        if settled is None:
            return 0
        _ALERTS.labels(alert.source.value, settled.became).inc()
        proposal = settled.proposal.id if settled.proposal else None
        log.info("alert.kept", digest=alert.digest, kind=alert.kind.value, became=settled.became, proposal=proposal)
        return 1
