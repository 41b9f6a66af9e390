"""Reading the machine's own package sources, to learn which Debian mirror it uses.

Standard library only. Both of apt's formats are read: ``*.sources`` (deb822) and ``*.list`` (one
line each). No mirror is written into this project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Names of Debian's own suites. A source for one of them is taken for a Debian mirror; whether it
# is one, the signature of its newest suites tells.
_DEBIAN_SUITES = frozenset(
    (
        *("oldoldstable", "oldstable", "stable", "testing", "unstable", "sid"),
        *("bullseye", "bookworm", "trixie", "forky", "duke"),
    )
)
_ALL_KEYS = ("debian-archive-keyring.pgp", "debian-archive-keyring.gpg")
_KEYRINGS = Path("/usr/share/keyrings")
_ONE_LINE = re.compile(r"^\s*deb\s+(?:\[(?P<options>[^\]]*)\]\s+)?(?P<uri>\S+)\s+(?P<rest>\S.*)$")


@dataclass(frozen=True)
class PackageSource:
    """One address that packages come from.

    Attributes:
        uri: The mirror's address, as apt takes it (``http:``, ``https:``, ``mirror+file:``, ...).
        suites: The suites that the machine takes from it.
        components: ``main`` and so on.
        signed_by: The keyring's path or the key itself, as written there; empty when not said.
    """

    uri: str
    suites: tuple[str, ...]
    components: tuple[str, ...]
    signed_by: str = ""

    @property
    def is_debian_mirror(self) -> bool:
        """Whether it carries a Debian release (not only its updates or its security fixes)."""
        return (
            "main" in self.components
            and not _DEBIAN_SUITES.isdisjoint(self.suites)
            and not self.uri.startswith("cdrom:")
        )


def parse_one_line(text: str) -> Iterator[PackageSource]:
    """The sources in a ``.list`` file; lines that are no ``deb`` line are passed over."""
    for line in text.splitlines():
        match = _ONE_LINE.match(line.split("#", 1)[0].rstrip())
        if match is None:
            continue
        options = dict(
            option.split("=", 1) for option in (match["options"] or "").split() if "=" in option
        )
        suite, *components = match["rest"].split()
        yield PackageSource(
            match["uri"].rstrip("/"), (suite,), tuple(components), options.get("signed-by", "")
        )


def parse_deb822(text: str) -> Iterator[PackageSource]:
    """The sources in a ``.sources`` file; disabled ones and pure source packages are left out."""
    for paragraph in re.split(r"\n(?:[ \t]*\n)+", text):
        fields: dict[str, str] = {}
        name = ""
        for line in paragraph.splitlines():
            if line.startswith("#"):
                continue
            if line[:1] in (" ", "\t") and name:
                fields[name] += "\n" + line.strip()
            elif ":" in line:
                name, value = line.split(":", 1)
                name = name.strip().lower()
                fields[name] = value.strip()
        if "deb" not in fields.get("types", "").split():
            continue
        if fields.get("enabled", "yes").lower() in ("no", "false", "0", "off", "without"):
            continue
        for uri in fields.get("uris", "").split():
            yield PackageSource(
                uri.rstrip("/"),
                tuple(fields.get("suites", "").split()),
                tuple(fields.get("components", "").split()),
                fields.get("signed-by", "").strip(),
            )


def read_sources(folder: Path) -> list[PackageSource]:
    """All sources that an apt configuration folder (``/etc/apt``) names, in apt's order."""
    files = [folder / "sources.list"]
    parts = folder / "sources.list.d"
    if parts.is_dir():
        files += sorted(parts.iterdir())
    found: list[PackageSource] = []
    for file in files:
        parse = {".list": parse_one_line, ".sources": parse_deb822}.get(file.suffix)
        if parse is None or not file.is_file():
            continue
        try:
            found += parse(file.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            continue  # a file that this user may not read is none that it could use
    return found


def debian_mirrors(sources: Iterable[PackageSource]) -> list[PackageSource]:
    """The Debian mirrors among sources, each address once, in the order given."""
    mirrors: dict[str, PackageSource] = {}
    for source in sources:
        if source.is_debian_mirror:
            mirrors.setdefault(source.uri, source)
    return list(mirrors.values())


def keyring_for(source: PackageSource, keyrings: Path = _KEYRINGS) -> str:
    """What verifies the newest suites of a mirror: its own keyring, or Debian's with all keys.

    Empty when neither is known; apt then verifies with the keys that the machine trusts.
    """
    if source.signed_by and not Path(source.signed_by).name.startswith("debian-archive-"):
        return source.signed_by
    for name in _ALL_KEYS:
        if (keyrings / name).is_file():
            return str(keyrings / name)
    return source.signed_by


def private_source(source: PackageSource, suite: str, architecture: str, keyring: str) -> str:
    """A ``.sources`` paragraph for one suite of a mirror. Verification is apt's default: on."""
    lines = [
        "Types: deb",
        f"URIs: {source.uri}",
        f"Suites: {suite}",
        "Components: main",
        f"Architectures: {architecture}",
    ]
    if keyring:
        first, *more = keyring.splitlines()
        lines.append(f"Signed-By: {first}".rstrip())
        lines += [f" {line}" for line in more]
    return "\n".join(lines) + "\n"
