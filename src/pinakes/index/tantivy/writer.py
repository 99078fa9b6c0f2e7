"""The writer: what is put is there after ``commit``, and nothing is lost without a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pinakes.errors import IndexRefused, IndexUnavailable
from pinakes.index.port import IndexDocument
from pinakes.index.prepared import Packed, Prepared, packed, prepare_one, whole
from pinakes.index.seen_ids import SeenIds
from pinakes.index.tantivy import schema
from pinakes.index.tantivy.columns import ColumnsWriter, rank, slots_of
from pinakes.index.tantivy.folder import GenerationState, IndexFolder

HEAP = 256_000_000
"""Bytes that documents may take before they are written to a segment."""


class TantivyWriter:
    """Writes to one generation. Not for several threads."""

    def __init__(
        self,
        folder: IndexFolder,
        generation: Path,
        *,
        committed: Callable[[], None] = lambda: None,
        threads: int = 1,
    ) -> None:
        self._folder, self._generation, self._committed = folder, generation, committed
        self._index = folder.open(generation)
        self._schema = self._index.schema
        self._empty = folder.state(generation).sequence == 0 and self._is_empty()
        self._seen = SeenIds()
        self._columns = self._open_columns()
        try:
            self._writer = self._index.writer(HEAP, threads)
        except ValueError as error:
            raise IndexUnavailable(f"The index in {folder.path} can't be written: {error}.") from error
        self._pass_over_first_number()

    def _pass_over_first_number(self) -> None:
        """Delete nothing, so that no deletion that matters has the first number that a writer gives out.

        That number is the last commit's. A merge that begins before the next commit takes segments with
        deletions of that number for up to date, leaves this one out and forgets it: the document would
        come back (seen in one of two runs after a kill; tantivy 0.27).
        """
        self._call(self._writer.delete_documents_by_term, schema.ID, "")

    def _open_columns(self) -> ColumnsWriter:
        """After a crash between the engine's commit and the state's the engine knows more slots than the state."""
        self._index.reload()
        slots = max(slots_of(self._index.searcher()), self._folder.state(self._generation).slots)
        try:
            return ColumnsWriter(self._generation, slots)
        except OSError as error:
            raise IndexUnavailable(f"The index in {self._folder.path} can't be written: {error}.") from error

    def _is_empty(self) -> bool:
        self._index.reload()
        return bool(self._index.searcher().num_docs == 0)

    def put(self, documents: Iterable[IndexDocument]) -> None:
        refused: IndexRefused | None = None
        for document in documents:
            try:
                self._put(prepare_one(document))
            except IndexRefused as error:
                refused = refused or error
        if refused:
            raise refused

    def put_prepared(
        self, batch: bytes, sequences: Mapping[str, int] | None = None
    ) -> tuple[tuple[str, str], ...]:
        refused: list[tuple[str, str]] = []
        for document in packed(batch, sequences):
            if document.rest.refused:
                refused.append((document.rest.id, document.rest.refused))
                continue
            try:
                self._put_packed(document)
            except IndexRefused as error:
                refused.append((error.record_id, error.reason))
        return tuple(refused)

    def _put_packed(self, document: Packed) -> None:
        text = schema.json(document, self._columns.slots)
        self._replace(document.rest.id)
        try:
            self._writer.add_json(text)
        except ValueError:
            self._put(whole(document))  # it says whether the fault is the document's or the index's
        else:
            self._call(self._columns.add, document.rest)

    def _put(self, prepared: Prepared) -> None:
        try:
            document = schema.document(prepared, self._schema, self._columns.slots)
        except (ValueError, TypeError, OverflowError) as error:
            raise IndexRefused(prepared.id, str(error)) from error
        self._replace(prepared.id)
        self._call(self._writer.add_document, document)
        self._call(self._columns.add, prepared)

    def _replace(self, record_id: str) -> None:
        # In an index that was empty only what this writer put can be replaced.
        if not self._empty or self._seen.add(record_id):
            self._call(self._writer.delete_documents_by_term, schema.ID, record_id)

    def delete(self, ids: Iterable[str]) -> None:
        for record_id in ids:
            try:
                record_id.encode()
            except UnicodeEncodeError:
                continue
            self._call(self._writer.delete_documents_by_term, schema.ID, record_id)

    def commit(self, sequence: int) -> None:
        # Before: what a document that can be found has must be there.
        self._call(self._columns.flush)
        self._call(self._writer.commit)
        # After the commit: a crash between the two leaves a number that is too low, and changes are repeated.
        self._folder.write_state(
            self._generation,
            GenerationState(fingerprint=schema.fingerprint(), sequence=sequence, slots=self._columns.slots),
        )
        self._committed()

    def rollback(self) -> None:
        self._call(self._writer.rollback)
        self._call(self._columns.forget)
        self._pass_over_first_number()

    def finish(self) -> None:
        """Wait for segments that are being merged; the writer can't be used any more."""
        self._call(self._writer.wait_merging_threads)
        self._call(rank, self._generation)

    def _call(self, method: Callable[..., object], *arguments: object) -> None:
        try:
            method(*arguments)
        except BaseException as error:
            if isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
            raise IndexUnavailable(
                f"The index in {self._folder.path} could not be written: {error}."
                " Nothing since the last commit is in it."
            ) from error
