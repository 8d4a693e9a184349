"""What a check of the gazetteer's truth found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Finding(NamedTuple):
    """Something that is not as an independent source has it.

    Attributes
    ----------
    check
        Which check found it.
    key
        What it is about, as the table of known deviations names it.
    message
        What is wrong, with numbers.
    approximate
        Whether the outline says of itself that it is approximate.
    known
        Why it is accepted, ``""`` where it is not.
    """

    check: str
    key: str
    message: str
    approximate: bool = False
    known: str = ""

    def __str__(self) -> str:
        mark = " (approximate outline)" if self.approximate else ""
        return f"{self.check}: {self.key}: {self.message}{mark}" + (f" [known: {self.known}]" if self.known else "")


@dataclass
class TruthReport:
    """All findings, and how much was looked at.

    Attributes
    ----------
    checked
        How many things were looked at, by check.
    findings
        Whatever deviates, the known deviations too.
    summary
        Lines that tell the state of a check as a whole.
    skipped
        Checks that could not be made, with the reason.
    """

    checked: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    _met: set[tuple[str, str]] = field(default_factory=set)

    def add(self, check: str, key: str, message: str, *, approximate: bool = False) -> None:
        """Enter a deviation; one that the table of known deviations lists is marked with its reason."""
        self._met.add((check, key))
        self.findings.append(Finding(check, key, message, approximate, self.known.get((check, key), "")))

    def stale(self) -> list[tuple[str, str]]:
        """Return the rows of the table of known deviations that no longer deviate."""
        return sorted(pair for pair in self.known if pair not in self._met)

    @property
    def failures(self) -> list[Finding]:
        """Deviations that nobody has accepted with a reason."""
        return [finding for finding in self.findings if not finding.known]

    @property
    def true(self) -> bool:
        """Whether nothing deviates but what is known."""
        return not self.failures

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many things each check looked at, how many failed and how many deviate as known."""
        failed = Counter(finding.check for finding in self.failures)
        known = Counter(finding.check for finding in self.findings if finding.known)
        return {
            check: {"checked": number, "failed": failed[check], "known": known[check]}
            for check, number in self.checked.items()
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON has it."""
        return {
            "true": self.true,
            "checks": self.counts(),
            "summary": self.summary,
            "skipped": self.skipped,
            "failures": [_row(finding) for finding in self.failures],
            "known": [_row(finding) for finding in self.findings if finding.known],
        }


def _row(finding: Finding) -> dict[str, Any]:
    row = finding._asdict()
    return row if finding.known else {key: value for key, value in row.items() if key != "known"}
