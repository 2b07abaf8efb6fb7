"""A speech as JSON in ASCII and back, without loss: how the outbox keeps what will be said."""

from bot.storage.speech.speech import from_json, to_json, to_json_remembered

__all__ = ["from_json", "to_json", "to_json_remembered"]
