"""Imports point one way: flows to tasks to schemas, flows to warehouse to schemas."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("flows", "tasks", "warehouse", "schemas")
MAY_IMPORT = {
    "flows": {"flows", "tasks", "warehouse", "schemas"},
    "tasks": {"tasks", "schemas"},
    "warehouse": {"warehouse", "schemas"},
    "schemas": {"schemas"},
}


@dataclass(frozen=True)
class Import:
    file: str
    imported: str
    inside_function: bool

    @property
    def top(self) -> str:
        return self.imported.partition(".")[0]


@cache
def imports_of(package: str) -> list[Import]:
    return [found for path in sorted((ROOT / package).rglob("*.py")) for found in imports_in(path)]


def imports_in(path: Path) -> Iterator[Import]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        child
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
            assert node.level == 0, f"{path}: imports are absolute"
        for name in names:
            yield Import(str(path.relative_to(ROOT)), name, node in inside)


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_point_one_way(package: str) -> None:
    ours = [found for found in imports_of(package) if found.top in PACKAGES]
    assert [found for found in ours if found.top not in MAY_IMPORT[package]] == []
    assert ours, f"{package} imports nothing of ours: is the folder still there?"


def test_prefect_is_known_to_one_module_of_flows_only() -> None:
    files = {found.file for package in PACKAGES for found in imports_of(package) if found.top.startswith("prefect")}
    assert len(files) <= 1
    assert all(file.startswith("flows/") for file in files)


def test_great_expectations_is_imported_only_where_it_validates() -> None:
    found = [each for package in PACKAGES for each in imports_of(package) if each.top == "great_expectations"]
    assert [each for each in found if not each.inside_function or not each.file.startswith("tasks/validate/")] == []
