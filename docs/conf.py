"""Settings of the documentation site; build.py lays out the pages that they apply to."""

import framing

project = "framing"
author = "The framing contributors"
copyright = author
version = release = framing.__version__

extensions = ["numpydoc", "sphinx.ext.autodoc", "myst_nb"]
nb_execution_mode = "off"  # notebooks are stored with their outputs
myst_heading_anchors = 3
numpydoc_show_class_members = False
autodoc_typehints = "none"  # the docstrings say them in words
suppress_warnings = ["myst.xref_missing"]  # the repository's own texts link to files outside the site

html_theme = "pydata_sphinx_theme"
html_title = f"framing {version}"
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {"navigation_with_keys": False, "footer_start": ["copyright"], "footer_end": []}
html_sidebars = {"index": []}
