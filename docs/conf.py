"""How Sphinx makes the site: `make docs`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "relaywalk"
copyright = "the relaywalk authors, Apache-2.0"
extensions = ["myst_parser", "mathml", "generated", "snippets"]
myst_enable_extensions = ["dollarmath", "colon_fence", "deflist", "smartquotes"]
myst_heading_anchors = 3
exclude_patterns = ["_ext", "studies"]
nitpicky = True
html_theme = "furo"
html_title = "relaywalk"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
