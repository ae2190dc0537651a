"""Exports everything that ships and every example as each model, and holds each document against both validators."""

import json
import logging
import pathlib
import subprocess
import sys
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

from oscal import OSCAL  # noqa: E402
from trestle.oscal import assessment_results, catalog, mapping, profile  # noqa: E402

TRESTLE = {
    "oscal-catalog": catalog.Model,
    "oscal-profile": profile.Model,
    "oscal-mapping": mapping.Model,
    "oscal-results": assessment_results.Model,
}


def export(duly, folder, model, *args):
    """The bytes of an export, which must be the same the second time."""
    command = [duly, "export", "--to", model, *args]
    run = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if run.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {run.returncode}: {run.stderr.decode()}")
    return run.stdout


def complaints(model, text):
    """What the validators say against a document."""
    said = []
    try:
        TRESTLE[model].model_validate_json(text)
    except ValueError as error:
        said.append(f"trestle: {str(error)[:1500]}")
    document = OSCAL.loads(text.decode())
    if not document.is_valid or document.oscal_version != "v1.2.1":
        errors = getattr(document, "validation_errors", [])[:5]
        said.append(f"oscal: {document.validation_status} {errors}")
    return said


def spoilt(model, text):
    """A document with one thing wrong in it, which a validator that looks at all must see."""
    document = json.loads(text)
    root = next(iter(document.values()))
    root["metadata"]["last-modified"] = "yesterday"
    return json.dumps(document).encode()


def main():
    duly, root, into = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    into.mkdir(parents=True, exist_ok=True)
    wanted = []
    for name in ["un-hrdd", "un-hrdd-draft", "un-hrdd-small-partner", "un-hrdd-strict", "ungp"]:
        wanted.append(("oscal-catalog", name, into, [name]))
        if name.startswith("un-hrdd-"):
            wanted.append(("oscal-profile", name, into, [name]))
            wanted.append(("oscal-mapping", name, into, [name, "--baseline", "un-hrdd"]))
    for folder in sorted(it for it in (root / "examples").iterdir() if it.is_dir()):
        wanted.append(("oscal-mapping", folder.name, folder, []))
        wanted.append(("oscal-results", folder.name, folder, []))
    wrong = 0
    seen = set()
    for model, name, folder, args in wanted:
        text = export(duly, folder, model, *args)
        (into / f"{name}.{model}.json").write_bytes(text)
        said = complaints(model, text)
        if model not in seen:
            seen.add(model)
            if export(duly, folder, model, *args) != text:
                said.append("another export has other bytes")
            if len(complaints(model, spoilt(model, text))) != 2:
                said.append("a validator saw nothing in a document that was spoilt")
        wrong += bool(said)
        print(f"{model} {name}: {len(text)} bytes, {'; '.join(said) or 'valid'}")
    print(f"oscal: {len(wanted)} documents, {wrong} not valid")
    sys.exit(1 if wrong else 0)


main()
