import tomllib

from tests.site import PROJECT

TOOLS = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]
SIDES = TOOLS["importlinter"]["contracts"][0]


def test_every_module_is_on_the_readers_or_on_the_staffs_side():
    modules = {
        f"content.{path.stem}"
        for path in (PROJECT / "content").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    without_side = {"content.__init__", "content.apps", "content.migrations"}
    assert {*SIDES["source_modules"], *SIDES["forbidden_modules"]} == modules - without_side
