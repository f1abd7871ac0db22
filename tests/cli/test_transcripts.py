"""What the command line says, held by transcripts that a person can read: `make golden` rewrites them."""

import difflib
from pathlib import Path

import pytest

from tests.cli import transcript

TRANSCRIPTS = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_command_line_says_what_its_transcript_says(
    path: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    folder = tmp_path / "team"
    folder.mkdir()
    written = path.read_text(encoding="utf-8")
    said = transcript.render(transcript.play(transcript.parse(written), folder))
    if pytestconfig.getoption("--rewrite-golden"):
        path.write_text(said, encoding="utf-8")
    elif said != written:
        difference = difflib.unified_diff(
            written.splitlines(), said.splitlines(), path.name, "said now", lineterm=""
        )
        pytest.fail("\n".join([*difference, "After review: make golden"]), pytrace=False)


def test_there_are_transcripts() -> None:
    assert TRANSCRIPTS
