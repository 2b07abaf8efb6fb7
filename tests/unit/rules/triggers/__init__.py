"""From alerts to proposals, by the rules alone."""
