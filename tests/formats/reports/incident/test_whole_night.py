"""One whole night, as its papers and its messages tell it."""

from pathlib import Path

from midwatch.domain.incidents.account.record import record_of
from midwatch.formats.memory import timeline_file
from midwatch.formats.reports.incident import report_md
from tests.support.golden import Golden
from tests.support.incident_events import declared, spent, whole_night
from tests.support.messages import drafted, report_template, write


def test_a_night_is_told_in_every_paper_and_message(tmp_path: Path, golden: Golden) -> None:
    night = whole_night()
    report = night.report("03:46", spent())
    (tmp_path / "timeline.yaml").write_text(timeline_file.render(record_of(report)))
    (tmp_path / "report.md").write_text(
        report_md.render(report_md.filled(report, report_template()))
    )
    for name, at in (("announcement", "02:19"), ("progress", "02:46"), ("resolution", "03:46")):
        write(drafted(name, night, at), tmp_path)
    golden(tmp_path, "incidents/whole-night")


def test_a_night_of_which_hardly_anything_is_known_says_so(tmp_path: Path, golden: Golden) -> None:
    night = declared("Something is slow", "SEV3")
    report = night.report("02:30")
    (tmp_path / "timeline.yaml").write_text(timeline_file.render(record_of(report)))
    (tmp_path / "report.md").write_text(
        report_md.render(report_md.filled(report, report_template()))
    )
    for name in ("announcement", "progress"):
        write(drafted(name, night, "02:30"), tmp_path)
    golden(tmp_path, "incidents/hardly-known")
