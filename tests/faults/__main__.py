"""Break everything at full length; print the figures and write them to docs/faults.md."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults import table
from tests.faults.everything import FAULTS, FULL
from tests.faults.stage import Stage
from tests.site import PROJECT, Prepared

REPORT = PROJECT / "docs/faults.md"


def main():
    findings = []
    print(table.heading(), flush=True)
    with TemporaryDirectory() as directory, Stage(Prepared(Path(directory, "prepared"))) as stage:
        for fault in FAULTS:
            findings.append(fault(stage, FULL))
            print(table.line(findings[-1]), flush=True)
    lines = [table.heading(), *map(table.line, findings)]
    REPORT.write_text("\n".join([table.INTRODUCTION, *lines, "", table.machine(), ""]))
    missed = [finding.report() for finding in findings if finding.missed]
    return "\n\n".join(["Missed:", *missed]) if missed else 0


if __name__ == "__main__":
    sys.exit(main())
