"""Citations by CSL 1.0.2: a processor of our own over the styles and locales that two packages on PyPI ship as data."""
