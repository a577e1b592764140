"""Articles with their labels drawn as HTML, shared by `show` and the widgets."""
