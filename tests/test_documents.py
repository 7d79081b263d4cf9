"""README, ARCHITECTURE and CHANGELOG say what is so."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")


def read(name: str) -> str:
    return (PROJECT / name).read_text("utf-8")


def architecture_map() -> ModuleType:
    spec = importlib.util.spec_from_file_location("architecture_map", PROJECT / "tests/architecture_map.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands_in(document: str) -> set[str]:
    """Every `gongjian WORD [WORD]` that a document shows, without options and arguments."""
    return {
        " ".join(match.split())
        for match in re.findall(r"\bgongjian((?: [a-z][a-z-]+){1,2})", document)
        if match.strip()
    }


def registered_commands() -> set[str]:
    from tui.cli.root import command_paths

    return command_paths()


@pytest.mark.parametrize("name", READMES)
def test_every_command_that_a_readme_shows_exists(name: str) -> None:
    known = registered_commands()
    groups = {command.split()[0] for command in known if " " in command}
    for command in commands_in(read(name)):
        first = command.split()[0]
        shown = command if first in groups else first
        assert shown in known, f"{name}: gongjian {command}"


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_that_a_readme_shows_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    shown = set(re.findall(r"\bmake ([a-z-]+)", read(name)))
    assert {"run", "test"} <= shown <= targets


@pytest.mark.parametrize("name", [*READMES, "ARCHITECTURE.md"])
def test_every_picture_and_file_that_a_document_links_to_is_there(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", read(name)):
        assert (PROJECT / target).exists(), f"{name}: {target}"


def test_the_map_names_every_module_with_its_own_words() -> None:
    document = read("ARCHITECTURE.md")
    assert architecture_map().with_map(document) == document, "run: make docs"


def test_every_module_says_what_it_owns() -> None:
    tree = architecture_map()
    assert [str(path) for path in tree.modules() if not tree.first_sentence(path)] == []


def test_every_runtime_dependency_is_justified() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(requirement for extra in extras for requirement in extra)]
    document = read("ARCHITECTURE.md")
    for requirement in wanted:
        name = re.split(r"[\[<>=; ]", requirement)[0]
        assert f"`{name}`" in document, name


def test_the_version_has_its_entry_in_the_changelog() -> None:
    import tui

    assert f"## [{tui.__version__}]" in read("CHANGELOG.md")


def test_the_two_locks_are_of_what_pyproject_asks_for() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    locked = {line.split("==")[0] for line in read("requirements.lock").splitlines() if "==" in line}
    for requirement in project["dependencies"]:
        assert re.split(r"[\[<>=; ]", requirement)[0].lower() in locked


def test_nothing_that_is_committed_names_a_place_outside_the_project() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    suspicious = re.compile(r"/work/|/root/|/home/[a-z]|pypi\.org|files\.pythonhosted")
    offenders = [
        name
        for name in listed.stdout.splitlines()
        if Path(name).suffix in {".py", ".md", ".toml", ".lock", ".yaml", ".tcss", ""}
        and name != "tests/test_documents.py"
        and (PROJECT / name).is_file()
        and suspicious.search((PROJECT / name).read_text("utf-8", errors="replace"))
    ]
    assert offenders == []
