"""What a run says: a table for people, and JUnit's XML, which the test command counts."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path


def table(title: str, sections: dict, checks: list) -> str:
    """:param sections: {title: {name: number}}"""
    lines = [title, *rows(sections), "  verdict"]
    for check in checks:
        word = "skipped" if check.skipped else "FAILED" if check.problems else "ok"
        lines.append(f"    {word:<8}{check.name}" + (f": {check.skipped}" if check.skipped else ""))
        lines += [f"            {line}" for line in check.text().splitlines()]
    return "\n".join(lines)


def rows(sections: dict) -> list:
    """Lines of titles and numbers."""
    lines = []
    for title, numbers in sections.items():
        lines.append(f"  {title}")
        lines += [f"    {name:<60}{number:>8g}" for name, number in numbers.items()]
    return lines


def junit(file: Path, name: str, checks: list) -> None:
    """A test case a check."""
    suite = ElementTree.Element("testsuite", {
        "name": name, "tests": str(len(checks)), "errors": "0",
        "failures": str(sum(bool(check.problems) for check in checks)),
        "skipped": str(sum(bool(check.skipped) for check in checks))})
    for check in checks:
        case = ElementTree.SubElement(suite, "testcase", {"name": check.name})
        if check.problems:
            ElementTree.SubElement(case, "failure").text = check.text()
        elif check.skipped:
            ElementTree.SubElement(case, "skipped").text = check.skipped
    ElementTree.ElementTree(suite).write(file, encoding="utf-8", xml_declaration=True)
