"""How well people are understood, and that nobody in distress is taken for safe."""
