"""`import framing` is quick, and its names are the verbs whatever was imported before."""

import ast
import inspect
import pickle
import pkgutil
import subprocess
import sys
import time

import pytest

import framing

VERBS = sorted(name for name in framing.__all__ if name.islower() and name != "__version__")
MODULES = sorted(module.name for module in pkgutil.walk_packages(framing.__path__, "framing."))
SLOW = ("IPython", "click", "jinja2", "matplotlib", "nltk", "pandas", "scipy")

IMPORT_ALL = "; ".join(f"import {name}" for name in MODULES)
TOUCH_ALL = "; ".join(f"framing.{name}" for name in framing.__all__)
NOT_VERBS = "print([name for name in framing.__all__ if type(getattr(framing, name)).__name__ == 'module'])"


def said_by_python(*statements):
    """What a new interpreter prints after `statements`."""
    command = [sys.executable, "-c", "; ".join(statements)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()


def test_import_framing_takes_less_than_a_second():
    began = time.perf_counter()
    said_by_python("import framing")
    assert time.perf_counter() - began < 1


def test_import_framing_leaves_slow_packages_alone():
    assert said_by_python("import sys, framing", f"print([name for name in {SLOW} if name in sys.modules])") == "[]"


def test_labelling_does_without_nltk_which_takes_a_second_to_load():
    label = (
        "framing.label(pd.DataFrame({'doc_id': ['a'], 'outlet': ['Bee'], 'text': ['No. He said it may rain. Why?']}))"
    )
    assert said_by_python("import sys, framing, pandas as pd", label, "print('nltk' in sys.modules)") == "False"


@pytest.mark.parametrize("before", [IMPORT_ALL, f"{TOUCH_ALL}; {IMPORT_ALL}"])
def test_no_module_takes_the_place_of_a_verb(before):
    assert said_by_python("import framing", before, NOT_VERBS) == "[]"


def test_a_verb_is_a_function_at_its_first_use_and_at_its_second():
    kinds = "{type(getattr(framing, name)).__name__ for name in 2 * VERBS}"
    assert said_by_python("import framing", f"VERBS = {VERBS}", f"print({kinds})") == "{'function'}"


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_shows_an_example(verb):
    assert "\nExamples\n--------\n" in inspect.getdoc(getattr(framing, verb))


def test_type_checkers_see_the_same_names():
    body = ast.parse(inspect.getsource(framing)).body
    (block,) = (node.body for node in body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    assert sorted(alias.asname or alias.name for node in block for alias in node.names) == sorted(framing.__all__)


def test_dir_gives_the_public_names():
    assert dir(framing) == sorted(framing.__all__)


def test_an_unknown_name_is_an_error_that_lists_the_verbs():
    with pytest.raises(AttributeError, match=r"no attribute 'analyse'; it has: .*label"):
        _ = framing.analyse


def test_a_function_that_uses_the_package_can_be_sent_to_other_processes():
    assert pickle.loads(pickle.dumps(framing)) is framing
