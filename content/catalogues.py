"""The words of the interface: from the catalogues that people edit to those that gettext reads."""

from pathlib import Path

from content.tongues import CATALOGUES


def compile_outdated() -> None:
    """Done here and not by GNU gettext, which not every machine has."""
    for source in sorted(CATALOGUES.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _compile(source, target)


def _compile(source: Path, target: Path) -> None:
    from translate.storage.pypo import pofile  # only where it is used: it takes its time
    from translate.tools.pocompile import POCompile

    draft = target.with_suffix(".draft")
    draft.write_bytes(POCompile.convertstore(pofile.parsestring(source.read_bytes())))
    draft.replace(target)
