"""What a run is held against."""

from dataclasses import dataclass, field

SHOWN = 5


@dataclass
class Check:
    """Something that must hold, and where it does not."""

    name: str
    problems: list = field(default_factory=list)
    skipped: str = ""

    def text(self) -> str:
        """The first problems."""
        more = len(self.problems) - SHOWN
        return "\n".join([*self.problems[:SHOWN], *([f"… and {more} more"] if more > 0 else [])])
