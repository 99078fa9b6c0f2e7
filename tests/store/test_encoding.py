"""How records lie in the store."""

from pinakes.store import encoding


def test_what_was_compressed_comes_back() -> None:
    for data in (b"", b"a", b"\x00" * 100_000):
        assert encoding.decompress(encoding.compress(data)) == data


def test_the_digest_depends_on_bytes_format_and_what_was_read() -> None:
    digests = {
        encoding.digest(b"raw", "marc", b"{}"),
        encoding.digest(b"raw2", "marc", b"{}"),
        encoding.digest(b"raw", "marcxml", b"{}"),
        encoding.digest(b"raw", "marc", b"{1}"),
        encoding.digest(b"ra", "marc", b"w{}"),
    }
    assert len(digests) == 5
