"""The embedded engine: an index in a folder, one writing process, any number of reading ones."""

from pinakes.index.tantivy.index import TantivyIndex

__all__ = ["TantivyIndex"]
