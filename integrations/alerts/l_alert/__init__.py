"""L-Alert (災害情報共有システム): EDXL-DE envelopes with PCXML 1.x, pulled or pushed, as `Alert` (standards.md 4.4)."""

from integrations.alerts.l_alert.feed import LAlertFeed
from integrations.alerts.l_alert.push import ANSWER_MEDIA_TYPE, answer_to_push
from integrations.alerts.l_alert.telegrams import key_of, read_l_alert

__all__ = ["ANSWER_MEDIA_TYPE", "LAlertFeed", "answer_to_push", "key_of", "read_l_alert"]
