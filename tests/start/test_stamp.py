"""A second start does only what changed."""

from pathlib import Path

from start.stamp import Stamp, fingerprint


def test_a_fingerprint_follows_contents_names_and_options(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    first = fingerprint([tmp_path])

    assert fingerprint([tmp_path]) == first
    assert fingerprint([tmp_path], "dev") != first
    file.write_text("two")
    assert fingerprint([tmp_path]) != first
    file.write_text("one")
    file.rename(tmp_path / "b.txt")
    assert fingerprint([tmp_path]) != first


def test_a_fingerprint_passes_over_what_is_missing(tmp_path: Path) -> None:
    assert fingerprint([tmp_path / "none"]) == fingerprint([])


def test_a_stamp_is_fresh_while_its_value_and_what_was_made_remain(tmp_path: Path) -> None:
    made = tmp_path / "made"
    stamp = Stamp("step", "v1", [made], tmp_path)
    assert not stamp.fresh()

    made.touch()
    stamp.write()
    assert stamp.fresh()
    assert not Stamp("step", "v2", [made], tmp_path).fresh()
    made.unlink()
    assert not stamp.fresh()


def test_a_removed_stamp_is_not_fresh(tmp_path: Path) -> None:
    stamp = Stamp("step", "v1", folder=tmp_path)
    stamp.write()
    stamp.remove()

    assert not stamp.fresh()
