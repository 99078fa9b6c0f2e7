"""Aleph sequential files, with MARC 21, UNIMARC or MAB2 in them, and MAB2 in its own three serialisations."""
