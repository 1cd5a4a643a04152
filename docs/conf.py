"""How the documentation is built: `make docs` writes it to build/docs, offline."""

project = "ECT Bot"
copyright = "the ECT Bot maintainers"  # noqa: A001 - the name that Sphinx reads
language = "en_GB"
extensions = ["myst_parser"]
exclude_patterns = ["pictures", "_templates"]
html_theme = "pydata_sphinx_theme"
html_title = "ECT Bot"
html_theme_options = {"navbar_center": [], "navbar_end": []}
templates_path = ["_templates"]
html_sidebars = {"**": ["pages.html"]}
html_show_sphinx = False
html_copy_source = False
nitpicky = True  # a link that leads nowhere is a fault
myst_heading_anchors = 3
myst_all_links_external = False
