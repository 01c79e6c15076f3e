"""清单里的路线：写出去读回来一样；不是我们写得出的样子就不认，只引发 ValueError。"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.signoff.chains import ROUTE

from gongwen.signoff.route import route_of, route_table, table_digest

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = route_table(ROUTE)
WRONG: tuple[Any, ...] = (None, True, 0, -1, 1.5, 10**400, "", "某", [], [1], [[]], {}, {"a": 1})


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """表里的每一处。"""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


def changed(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    table = copy.deepcopy(TABLE)
    inner: Any = table
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return table


PLACES = [path for path in places(TABLE) if path]


def test_it_comes_back() -> None:
    assert route_of(TABLE) == ROUTE
    assert route_of(TABLE).digest == ROUTE.digest == table_digest(TABLE)


@pytest.mark.parametrize("value", WRONG, ids=range(len(WRONG)))
def test_a_wrong_value_anywhere_is_refused_or_comes_back_as_it_is(value: Any) -> None:
    """别的值或者不认，或者原样读回；读回的路线各处都是文字，能用。"""
    for path in PLACES:
        table = changed(path, value)
        try:
            route = route_of(table)
        except ValueError:
            continue
        assert route_table(route) == table
        for step in route.steps:
            assert step.wanted({"某"}) in (True, False)
            texts = (step.step_id, step.name, *step.roles, *step.when, *step.unless, *step.parties)
            assert all(isinstance(each, str) for each in texts)
            assert step.at_least is None or step.at_least > 0


def test_a_missing_key_anywhere_is_refused_or_comes_back_as_it_is() -> None:
    for path in PLACES:
        if not isinstance(path[-1], str):
            continue
        table = copy.deepcopy(TABLE)
        inner: Any = table
        for key in path[:-1]:
            inner = inner[key]
        del inner[path[-1]]
        try:
            assert route_table(route_of(table)) == table
        except ValueError:
            continue


@pytest.mark.parametrize(
    "table",
    [
        {},
        {**TABLE, "format": 2},
        {**TABLE, "format": True},
        {**TABLE, "extra": 1},
        {**TABLE, "steps": []},
        {**TABLE, "steps": [TABLE["steps"][0], TABLE["steps"][0]]},
        {**TABLE, "steps": "某"},
        {**TABLE, "separation": "随便"},
        {**TABLE, "separated": [["drafted"]]},
    ],
    ids=["空", "新格式", "格式是真", "多一键", "没有步", "重名", "步是文字", "没有这种分离", "类别是列表"],
)
def test_hostile_routes_are_refused(table: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="路线"):
        route_of(table)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(path=st.sampled_from(PLACES), value=_JSON)
def test_only_value_errors_come_out(path: tuple[Any, ...], value: Any) -> None:
    table = changed(path, value)
    try:
        assert route_table(route_of(table)) == table
    except ValueError:
        return


def test_a_step_is_wanted_by_its_conditions() -> None:
    legal, countersign = ROUTE.steps[2], ROUTE.steps[3]
    wanted = [
        (legal.wanted(given), countersign.wanted(given))
        for given in ((), ("规范性文件",), ("紧急", "规范性文件"))
    ]
    assert wanted == [(False, True), (True, True), (True, False)]
