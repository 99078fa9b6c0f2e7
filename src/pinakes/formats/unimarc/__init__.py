"""UNIMARC: ISO 2709 and XML, translated into MARC 21 and read by the one mapping of MARC."""
