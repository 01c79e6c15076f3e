"""规范 JSON：与 rfc8785 写的一字不差。"""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.signoff.canonical import canonical

_LEAVES = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text() | st.floats(
    allow_nan=False, allow_infinity=False
)  # fmt: skip
JSON = st.recursive(_LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)


@settings(max_examples=500, derandomize=True, deadline=None)
@given(JSON)
def test_it_writes_what_rfc8785_writes(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    "value",
    [
        {"￿": 1, "𠮷": 2, "中": 3},
        {"a": 1e21, "b": 1.0, "c": -0.0, "d": 0.1},
        [1e16],
        1.5,
        2**53 - 1,
        '\x00\x1f\x7f\u2028\b\f\n\r\t"\\/é',
        {"": "", "a": [], "b": {}},
        {"b": 1, "a": [True, None, "1.5"]},
        {"x": "3:1.5"},
    ],
    ids=range(9),
)
def test_the_odd_ones(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53, "\ud800", {"\udfff": 1}], ids=range(5))
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(value)
