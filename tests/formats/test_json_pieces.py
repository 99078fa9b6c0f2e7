"""JSON cut into objects: lists within objects, what is broken, what is too long."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from pinakes.formats.json_pieces import objects, sound_end


def cut(text: str, *, within: tuple[str, ...] = ("items", "message", "data"), limit: int = 1000) -> list[str]:
    return [piece.decode() for piece in objects(io.BytesIO(text.encode()), limit, within=within)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"a":1},{"b":{"c":2}}]', ['{"a":1}', '{"b":{"c":2}}']),
        ('{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']),
        ('{"message":{"n":2,"f":{},"items":[{"a":1},{"b":2}],"q":{"c":3}}}{"d":4}', ['{"a":1}', '{"b":2}', '{"d":4}']),
        ('{"message":{"a":1}} {"x":{"items":[{"y":1}]}}', ['{"a":1}', '{"x":{"items":[{"y":1}]}}']),
        ('{"data":[null,{"a":"]}"},{"b":"\\\\"}],"m":[{"c":1}]}', ['{"a":"]}"}', '{"b":"\\\\"}']),
        ('{"data":[]}{"a":1}', ['{"a":1}']),
        ('[[{"a":1}],[{"b":2}]]', ['{"a":1}', '{"b":2}']),
        ('{"a":"items","b":{"items":1}}', ['{"a":"items","b":{"items":1}}']),
        ('{"data":{"a":1},"included":[{"b":2}],"c":{"d":3}}{"e":4}', ['{"a":1}', '{"e":4}']),
        ('{"data":[{"a":1}],"included":[{"b":2}]}', ['{"a":1}']),
        ("[]", []),
        ("", []),
    ],
)  # fmt: skip
def test_objects_are_found_wherever_they_are_wrapped(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    "broken", ['{"a":"x', '{"a":{"b":1', '{"a":[{"b":"c"', '{"a"', '{"data":"never closed', "{"]
)  # fmt: skip
def test_a_broken_line_ends_with_the_line(broken: str) -> None:
    assert cut(f'{{"one":1}}\n{broken}\n{{"two":2}}\n')[-1] == '{"two":2}'
    assert len(cut(f'{{"one":1}}\n{broken}\n{{"two":2}}\n')) == 3


def test_a_broken_object_of_an_indented_list_ends_before_the_next() -> None:
    text = '[\n  {\n    "a": "x,\n    "b": {\n  },\n  {\n    "c": 1\n  }\n]'
    assert cut(text)[-1] == '{\n    "c": 1\n  }'


def test_what_is_too_long_is_one_piece_and_the_next_is_found() -> None:
    long = '{"a":[' + ",".join(['{"x":"}{"}'] * 500) + "]}"
    found = cut(f'[{{"one":1}},{long},{{"two":2}}]')
    assert [len(piece) for piece in found] == [9, 1001, 9]


class Long(io.RawIOBase):
    """An object with a text of 60 MB, then a short one."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = iter([b'{"a":"', *([b"x" * 60_000] * 1000), b'"},{"two":2}'])

    def read(self, size: int = -1) -> bytes:
        return next(self.parts, b"")


def test_a_long_object_is_not_held() -> None:
    tracemalloc.start()
    found = [len(piece) for piece in objects(Long(), 1_000_000, within=())]  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [1_000_001, 9]
    assert peak < 12_000_000


@pytest.mark.parametrize(
    ("text", "end"),
    [('{"a":1},{"b":2}', 7), ('{"a":{"b":"}"}}', 15), ('{"a":1', 0), ('{"a":"x\n"}', 0), ('{"a" 1}', 0)],
)
def test_the_decoder_tells_where_an_object_ends(text: str, end: int) -> None:
    assert sound_end(text.encode(), 0) == end
