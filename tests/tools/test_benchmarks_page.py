"""The page of benchmarks can be renewed in parts."""

from benchmarks.__main__ import BENCHMARKS, PAGE, renewed


def test_sections_that_are_measured_anew_say_where_and_the_others_stay() -> None:
    first, second, *_ = (each.title for each in BENCHMARKS)
    page = f"# Benchmarks\n\nold words\n\n| | |\n|---|---|\n| date | x |\n\n## {first}\n\none\n\n## {second}\n\ntwo\n"
    found = renewed(page, {second: f"## {second}\n\nthree\n"}, "Measured there.")
    assert f"## {first}\n\none\n" in found
    assert f"## {second}\n\nthree Measured there.\n" in found
    assert "two" not in found
    assert "| date | x |" in found
    assert "old words" not in found


def test_a_section_comes_to_the_page_in_its_place() -> None:
    first, second, third, *_ = (each.title for each in BENCHMARKS)
    page = f"# B\n\n| | |\n|---|---|\n\n## {first}\n\none\n\n## {third}\n\nthree\n"
    found = renewed(page, {second: f"## {second}\n\ntwo\n"}, "There.")
    assert found.index(first) < found.index(second) < found.index(third)


def test_the_page_as_it_is_stays_as_it_is_but_for_its_introduction() -> None:
    page = PAGE.read_text()
    assert renewed(page, {}, "").split("| | |")[1] == page.split("| | |")[1]
