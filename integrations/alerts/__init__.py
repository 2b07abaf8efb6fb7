"""What authorities announce, read into `bot.core.alerts.Alert`: one folder for each source."""
