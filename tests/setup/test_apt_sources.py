"""Reading the machine's package sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.apt_sources import (
    PackageSource,
    debian_mirrors,
    keyring_for,
    parse_deb822,
    parse_one_line,
    private_source,
    read_sources,
)

DEB822 = """\
# the system's mirror
Types: deb deb-src
URIs: http://mirror.example/debian/ http://second.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: sid
Components: main

Types: deb-src
URIs: http://source.example/debian
Suites: sid
Components: main
"""

ONE_LINE = """\
# deb http://commented.example/debian sid main
deb [arch=amd64 signed-by=/k.gpg] https://mirror.example/debian trixie main non-free # mine
deb-src https://mirror.example/debian trixie main
deb https://elsewhere.example/apt stable-tools main
not a line
deb cdrom:[Debian]/ bookworm main
"""


def test_deb822_gives_each_address_and_leaves_out_the_disabled() -> None:
    """Two addresses in one paragraph are two sources; disabled and source-only ones are none."""
    found = list(parse_deb822(DEB822))
    assert [source.uri for source in found] == [
        "http://mirror.example/debian",
        "http://second.example/debian",
        "http://mirror.example/debian-security",
    ]
    assert found[0].suites == ("bookworm", "bookworm-updates")
    assert found[0].components == ("main", "contrib")
    assert found[0].signed_by.endswith("debian-archive-keyring.gpg")


def test_deb822_keeps_a_key_that_is_written_into_the_source() -> None:
    """A key may stand in the file itself, over many lines."""
    text = (
        "Types: deb\nURIs: http://m/\nSuites: sid\nSigned-By:\n -----BEGIN\n .\n abc\n -----END\n"
    )
    (source,) = parse_deb822(text)
    assert source.signed_by.splitlines() == ["-----BEGIN", ".", "abc", "-----END"]


def test_one_line_reads_options_and_passes_over_the_rest() -> None:
    """Options in brackets, comments, deb-src and nonsense are all met in the wild."""
    found = list(parse_one_line(ONE_LINE))
    assert found[0] == PackageSource(
        "https://mirror.example/debian", ("trixie",), ("main", "non-free"), "/k.gpg"
    )
    assert [source.uri for source in found[1:]] == [
        "https://elsewhere.example/apt",
        "cdrom:[Debian]",
    ]


def test_only_debian_releases_count_as_mirrors() -> None:
    """Security fixes, other people's repositories and discs cannot have Debian's newest suites."""
    found = debian_mirrors([*parse_deb822(DEB822), *parse_one_line(ONE_LINE)])
    assert [source.uri for source in found] == [
        "http://mirror.example/debian",
        "http://second.example/debian",
        "https://mirror.example/debian",
    ]


def test_both_formats_are_read_from_the_folder(tmp_path: Path) -> None:
    """The main file comes first, then the parts by name; other endings are no sources."""
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list").write_text("deb http://a/debian sid main\n", encoding="utf-8")
    (tmp_path / "sources.list.d/b.sources").write_text(DEB822, encoding="utf-8")
    (tmp_path / "sources.list.d/a.list").write_text("deb http://c/d sid main\n", encoding="utf-8")
    (tmp_path / "sources.list.d/z.list.disabled").write_text(ONE_LINE, encoding="utf-8")
    uris = [source.uri for source in read_sources(tmp_path)]
    assert uris[:3] == ["http://a/debian", "http://c/d", "http://mirror.example/debian"]
    assert len(uris) == 5


def test_a_machine_without_apt_has_no_sources(tmp_path: Path) -> None:
    """Other systems have no such folder."""
    assert read_sources(tmp_path / "etc" / "apt") == []


@pytest.mark.parametrize(
    ("signed_by", "expected"),
    [
        ("", "all"),
        ("/usr/share/keyrings/debian-archive-bookworm-stable.gpg", "all"),
        ("/usr/share/keyrings/company.gpg", "/usr/share/keyrings/company.gpg"),
    ],
)
def test_keyring_has_the_keys_of_the_newest_suites(
    signed_by: str, expected: str, tmp_path: Path
) -> None:
    """A stable release's key does not sign the newest suites; a company's own key signs its own."""
    (tmp_path / "debian-archive-keyring.gpg").touch()
    source = PackageSource("http://m", ("sid",), ("main",), signed_by)
    all_keys = str(tmp_path / "debian-archive-keyring.gpg")
    assert keyring_for(source, tmp_path) == (all_keys if expected == "all" else expected)


_WORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-/.", min_size=1, max_size=20)


@given(host=_WORDS, suite=_WORDS.filter(lambda text: "#" not in text), keys=st.lists(_WORDS))
def test_private_source_reads_back_as_written(host: str, suite: str, keys: list[str]) -> None:
    """What is written for apt says the same when it is read by apt's rules."""
    uri = f"https://{host}".rstrip("/")
    source = PackageSource(uri, ("stable",), ("main",))
    text = private_source(source, suite, "amd64", "\n".join(keys))
    (back,) = parse_deb822(text)
    assert back.uri == uri
    assert back.suites == (suite,)
    assert back.signed_by == "\n".join(keys).strip()
    assert "trusted" not in text.lower()
