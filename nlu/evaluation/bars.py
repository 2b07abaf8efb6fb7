"""What the understanding must reach; CI fails below it."""

from nlu.evaluation.figures import Figures

BARS = {
    "right_or_asked": 0.99,
    "right": 0.92,
    "intent": 0.95,
    "needs_f1": 0.95,
    "about": 0.96,
}


def missed(figures: Figures) -> list[str]:
    """One plain sentence for each bar that is not reached."""
    low = [
        f"{name} is {getattr(figures, name):.3f} and must be at least {bar:.2f}"
        for name, bar in BARS.items()
        if getattr(figures, name) < bar
    ]
    if figures.falsely_safe:
        low.append(f"{figures.falsely_safe} in distress came out as safe; it must be none")
    if figures.lost:
        low.append(f"{figures.lost} in distress came out as nothing without a question; it must be none")
    return low
