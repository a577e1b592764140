"""The exports of news archives: one module per archive, each with its formats in ``FORMATS``."""
