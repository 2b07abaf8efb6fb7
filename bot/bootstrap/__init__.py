"""The composition root: the only place that names every concrete class, and hands each part what it needs."""
