"""What is wrong with a register, where, and what would be right."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: `file:line:column: what is wrong and what would be right`. A warning stops nothing."""

    file: str
    line: int
    column: str
    text: str
    warning: bool = False

    def __str__(self) -> str:
        place = ":".join(filter(None, [self.file, str(self.line), self.column]))
        return f"{place}: {'warning: ' if self.warning else ''}{self.text}"


@dataclass(slots=True)
class Counts:
    """How it stands with one file."""

    lines: int = 0
    bad: int = 0  # lines with a fault
    faults: int = 0
    warnings: int = 0
    written: int = 0
    known: int = 0  # here already, so left as they are

    @property
    def good(self) -> int:
        return self.lines - self.bad


@dataclass(slots=True)
class Outcome:
    """What one reading of a register came to."""

    files: dict[str, Counts] = field(default_factory=dict)
    added_labels: list[tuple[str, str]] = field(default_factory=list)  # (list, label)
    written: bool = False

    @property
    def faults(self) -> int:
        return sum(counts.faults for counts in self.files.values())

    @property
    def warnings(self) -> int:
        return sum(counts.warnings for counts in self.files.values())

    def summary(self) -> list[str]:
        """A line a file, for a person."""
        return [
            f"{name}: {counts.lines} lines, {counts.good} good, {counts.faults} faults, {counts.warnings} warnings"
            + (f"; {counts.written} written, {counts.known} here already" if self.written else "")
            for name, counts in self.files.items()
        ]
