"""One module a device that needs more than rules; each has one function, ``detect(reading, hits) -> list[Span]``.

The device is the module's name and the folder is the registry: a new file here is a new device, with a codebook page of
the same name. A device whose terms need no context, or only the words beside them, has a lexicon and maybe a file of
rules (`framing/vocabulary/rule_file.py`), and no module. A module with ``WITHIN_PARAGRAPH = True`` looks no further
than the paragraph of a term and finds cues alone, so that many articles are read as one text: its `reading` is of all.
"""
