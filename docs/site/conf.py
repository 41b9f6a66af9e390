"""Sphinx's settings for the site of the documentation. Used by ``site_making``."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

_SITE = Path(__file__).resolve().parent
_ROOT = _SITE.parents[1]
sys.path.insert(0, str(_SITE))

project = "Steamworks for Godot"
author = "the godot-steamworks authors"
release = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "version"
]
version = release

extensions = [
    "myst_parser",
    "sphinx_copybutton",
    "sphinx_design",
    "site_making.highlighting",
    "site_making.names",
]
exclude_patterns = ["images"]
root_doc = "index"

# The same anchors as code hosts make, so that a link works in both.
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_inline", "colon_fence"]

html_theme = "furo"
html_title = f"{project} {release}"
html_logo = html_favicon = str(_ROOT / "addons" / "steamworks" / "icons" / "steamworks.svg")
html_static_path = [str(_SITE / "static")]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
html_show_sourcelink = False
html_theme_options = {"navigation_with_keys": True, "top_of_page_buttons": []}
pygments_style = "default"
pygments_dark_style = "github-dark"
highlight_language = "text"

# A prompt is not copied with the command.
copybutton_prompt_text = "$ "
