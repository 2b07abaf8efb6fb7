"""What `anpi nlu parse` writes for a line of text. Pure: the command line reads and prints."""

import json

from bot.core.understanding import Understanding


def as_line(text: str, understood: Understanding) -> str:
    """One JSON object on one line: text intent condition whereabouts needs about confidence unsure."""
    return json.dumps(as_object(text, understood), ensure_ascii=False)


def as_object(text: str, understood: Understanding) -> dict[str, object]:
    """Absent facts are None; `needs` is always a list. Lone surrogates, which UTF-8 cannot carry, become U+FFFD."""
    return {
        "text": text.encode("utf-8", "replace").decode("utf-8"),
        "intent": understood.intent.value,
        "condition": understood.condition.value if understood.condition else None,
        "whereabouts": understood.whereabouts.value if understood.whereabouts else None,
        "needs": [need.value for need in understood.needs],
        "about": understood.about.value,
        "confidence": understood.confidence,
        "unsure": understood.unsure,
    }
