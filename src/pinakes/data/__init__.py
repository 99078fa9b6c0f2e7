"""The sample catalogue: sample.jsonl (the product's own format), sample.mrc (the same records as MARC 21).

Both are built from the compact sources in tools/sample/ by tools/sample_catalogue.py.
"""
