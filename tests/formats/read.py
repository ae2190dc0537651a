"""Reads reports of JUnit, of Checkstyle and for GitLab.

JUnit is read by junitparser, and all XML by Python's own parser. No validator of Checkstyle or of GitLab's Code Quality
is to be had from PyPI or npm, so those are held against the fields that their pages name.
"""

import json
import pathlib
import sys
import xml.etree.ElementTree as tree

from junitparser import Failure, JUnitXml

folder = pathlib.Path(sys.argv[1])


def junit(path):
    report = JUnitXml.fromfile(str(path))
    assert report.tests == sum(suite.tests for suite in report) == sum(len(list(suite)) for suite in report)
    assert report.errors == sum(suite.errors for suite in report)
    failures = [it for suite in report for case in suite for it in case.result if isinstance(it, Failure)]
    assert report.failures == len(failures), (report.failures, len(failures))
    assert all(case.name and case.classname for suite in report for case in suite)
    return len(failures)


def checkstyle(path):
    report = tree.parse(path).getroot()
    assert report.tag == "checkstyle" and report.get("version")
    found = 0
    for file in report:
        assert file.tag == "file" and file.get("name")
        for entry in file:
            assert entry.tag in ("error", "exception"), entry.tag
            if entry.tag == "error":
                assert set(entry.attrib) == {"line", "column", "severity", "message", "source"}
                assert int(entry.get("line")) > 0 and int(entry.get("column")) > 0
                assert entry.get("severity") in ("ignore", "info", "warning", "error")
                found += 1
    return found


def gitlab(path):
    issues = json.loads(path.read_text("utf-8"))
    for issue in issues:
        assert all(isinstance(issue[it], str) and issue[it] for it in ("description", "check_name", "fingerprint"))
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        place = issue["location"]["path"]
        assert place and not place.startswith(("/", "./")), place
        assert issue["location"]["lines"]["begin"] > 0
    assert len({it["fingerprint"] for it in issues}) == len(issues), "two have one fingerprint"
    return len(issues)


for name in ("examples", "broken", "hostile"):
    found = {read.__name__: read(folder / f"{name}.{read.__name__}") for read in (junit, checkstyle, gitlab)}
    sarif = json.loads((folder / f"{name}.sarif").read_text("utf-8"))["runs"][0]["results"]
    found["sarif"] = sum("suppressions" not in it for it in sarif)
    found["rdjson"] = len(json.loads((folder / f"{name}.rdjson").read_text("utf-8"))["diagnostics"])
    assert len(set(found.values())) == 1 and found["sarif"] > 0, (name, found)
    print(name, found)
