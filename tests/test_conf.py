"""Settings: what pinakes.toml may say and what is answered to what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pinakes import conf
from pinakes.errors import ConfigurationError


def written(folder: Path, text: str) -> Path:
    (folder / conf.FILE).write_text(text, encoding="utf-8")
    return folder


def test_an_empty_file_means_all_defaults(tmp_path: Path) -> None:
    assert conf.load(written(tmp_path, "")) == conf.Settings()


def test_a_misspelt_setting_is_an_error_that_names_the_near_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no setting 'hots' in \[server\]\. Did you mean 'host'\?"):
        conf.load(written(tmp_path, '[server]\nhots = "::"\n'))


def test_an_unknown_table_is_an_error_that_lists_the_tables(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"Allowed: library, store, index, search, .*server"):
        conf.load(written(tmp_path, "[serverr_room]\n"))


def test_a_value_of_the_wrong_type_names_its_place(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"\$\.server\.port"):
        conf.load(written(tmp_path, '[server]\nport = "many"\n'))


def test_a_file_that_is_no_toml_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="not valid TOML"):
        conf.load(written(tmp_path, "[library\n"))


def test_a_language_that_is_not_complete_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="may hold en, de"):
        conf.load(written(tmp_path, '[library]\nlanguages = ["en", "tlh"]\n'))


def test_the_home_is_the_current_folder_or_catalogue_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PINAKES_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "catalogue").mkdir()
    written(tmp_path / "catalogue", "")
    assert conf.find_home() == (tmp_path / "catalogue").resolve()
    written(tmp_path, "")
    assert conf.find_home() == tmp_path.resolve()


def test_the_environment_names_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINAKES_HOME", str(written(tmp_path, "")))
    assert conf.find_home() == tmp_path.resolve()


def test_a_missing_catalogue_tells_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PINAKES_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigurationError, match="pinakes init DIR"):
        conf.find_home()


def test_a_sqlite_file_lies_in_the_catalogues_folder(tmp_path: Path) -> None:
    assert conf.database(tmp_path, conf.Settings())["NAME"] == str(tmp_path / "pinakes.sqlite3")


def test_a_sqlite_file_may_lie_elsewhere(tmp_path: Path) -> None:
    settings = conf.Settings(store=conf.StoreSettings(database="sqlite:////srv/data/my%20catalogue.sqlite3"))
    assert conf.database(tmp_path, settings)["NAME"] == "/srv/data/my catalogue.sqlite3"


def test_a_postgresql_address_is_taken_apart(tmp_path: Path) -> None:
    settings = conf.Settings(store=conf.StoreSettings(database="postgresql://anna:p%40ss@db:5433/books"))
    found = conf.database(tmp_path, settings)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "anna",
        "p@ss",
        "db",
        "5433",
        "books",
    )


def test_another_database_is_refused_with_those_that_are_allowed(tmp_path: Path) -> None:
    settings = conf.Settings(store=conf.StoreSettings(database="mysql://x/y"))
    with pytest.raises(ConfigurationError, match="sqlite:///FILE and postgresql://"):
        conf.database(tmp_path, settings)


def test_an_engine_that_can_not_be_loaded_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nosuch:Engine"):
        conf.build_index(written(tmp_path, '[index]\nengine = "pinakes.nosuch:Engine"\n'))
