"""Why an aim is missed, by the figure's key. What is missed and not here makes the run fail."""

REASONS: dict[str, str] = {}
