"""An account finds its person: by a one-time code or by the city OS, after a question, and untied at any time."""
