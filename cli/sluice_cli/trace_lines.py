"""Lays out an object's trace: the object, its document, and each run with its operations."""

import shlex
from datetime import datetime, timezone
from typing import NamedTuple

from sluice_cli.text import columns, paint, shown, value

STATUS_COLOURS = {"done": "green", "parked": "red", "running": "yellow", "waiting": "yellow"}
VERBS = {"influxdb": "influx", "mongodb": "mongo", "postgresql": "sql", "neo4j": "neo4j"}
REJECTS = 10
MEMBERS = 20
UNTAKEN = 10
HISTORIES = ("successful_operations", "failed_operations")


class Block(NamedTuple):
    """A title, and the lines that belong under it."""

    name: str
    title: str
    lines: list


def blocks(trace: dict) -> list:
    """All of a trace, in order."""
    told = [_object(trace), _document(trace.get("document") or {}),
            *(_run(run, trace.get("project")) for run in trace.get("runs", []))]
    lines = members(trace)
    return told + ([Block("members", lines[0], lines[1:])] if lines else [])


def members(trace: dict) -> list:
    """Of an archive: how many of its files are objects, and the first of them, those to be looked
    at before the others."""
    told = trace.get("members") or {}
    count = told.get("count") or 0
    if not count:
        return []
    statuses = ", ".join(f"{number} {_status(status)}"
                         for status, number in sorted(told.get("statuses", {}).items()))
    first = told.get("objects", [])[:MEMBERS]
    lines = columns([(shown(str(one.get("status"))),
                      shown(f"{trace.get('container')}/{one.get('object')}")) for one in first])
    more = count - len(first)
    told_more = [f"and {more} more (--json tells 1000)"] if more > 0 else []
    return [f"{count} object{'' if count == 1 else 's'} in it: {statuses}", *lines, *told_more]


def when(timestamp) -> str:
    """Swift's timestamp as a date in UTC."""
    try:
        moment = datetime.fromtimestamp(float(str(timestamp).partition("_")[0]), timezone.utc)
    except (ValueError, OverflowError, OSError):
        return shown(str(timestamp))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _object(trace: dict) -> Block:
    name = f"{trace.get('container')}/{trace.get('object')}"
    facts = [("account", trace.get("account")), ("project", trace.get("project")),
             ("content type", trace.get("content_type")), ("size", trace.get("size")),
             ("version", trace.get("timestamp")), ("event", trace.get("event_id")),
             ("request", trace.get("trans_id")),
             ("duplicate of", trace.get("duplicate_of"))]
    rows = [(word, value(fact)) for word, fact in facts if fact is not None]
    if trace.get("timestamp"):
        rows.insert(5, ("stored", when(trace["timestamp"])))
    status = trace.get("status")
    lines = columns(rows) + (_unhandled(trace, name) if status == "unhandled" else [])
    return Block("object", f"{shown(name)}  {_status(status)}", lines)


def _unhandled(trace: dict, name: str) -> list:
    """Why no route has it, as far as the hub tells, and how to ask."""
    told = trace.get("untaken") or []
    if any(run.get("status") == "declined" and run.get("event_id") == trace.get("event_id")
           for run in trace.get("runs", [])):
        lines = ["Every route that takes it declined it; why stands with each run."]
    else:
        lines = ["No route took it."]
    lines += ["  " + shown(str(one.get("why"))) for one in told[:UNTAKEN]]
    more = len(told) - UNTAKEN
    if more > 0:
        lines.append(f"  and {more} more (--json)")
    word = shlex.quote(name)
    return [*lines, f"./sluice try ROUTE {word if word.isprintable() else shown(word)} says why a "
            "route does not, ./sluice routes what each takes."]


def _status(status) -> str:
    return paint(shown(str(status)), STATUS_COLOURS.get(status))


def _document(document: dict) -> Block:
    rows = []
    for key, thing in document.items():
        if key in HISTORIES and isinstance(thing, list):
            thing = f"{len(thing)} in all; --json shows them"
        rows.append((shown(key), value(thing)))
    return Block("document", "document", columns(rows))


def _run(run: dict, project) -> Block:
    name = "/".join(str(run.get(word)) for word in ("event_id", "route", "revision", "replay"))
    title = [f"run of {shown(str(run.get('route')))}", _status(run.get("status")),
             shown(str(run.get("started") or "")), _length(run.get("duration_ms"))]
    if str(run.get("replay") or "0") != "0":
        title.append(f"replay {shown(str(run['replay']))}")
    told = [f"{word} {shown(str(run[key]))}" for word, key in
            (("version", "version"), ("request", "trans_id")) if run.get(key)]
    lines = ["  ".join(told)] if told else []
    lines += [_operation(one, run.get("route")) for one in run.get("operations", [])]
    if run.get("error"):
        lines += _error(run["error"], shown(str(run.get("status"))))
    if run.get("reason"):
        lines.append(f"{shown(str(run.get('status')))}: {shown(str(run['reason']))}")
    lines += _rejects(run)
    lines += [_note(one) for one in run.get("notes") or []]
    for gold in run.get("gold") or []:
        lines += _gold(gold, project)
    return Block(name, "  ".join(word for word in title if word), lines)


def _operation(operation: dict, route) -> str:
    """Columns of set widths: a line is the same whatever comes after it."""
    outcome = shown(str(operation.get("outcome")))
    step = shown(str(operation.get("step")).removeprefix(f"{route}."))
    line = (f"{paint(outcome.ljust(9), 'green' if outcome == 'succeeded' else 'red')}  "
            f"{step.ljust(28)}  {_length(operation.get('duration_ms')).rjust(9)}  "
            f"{shown(str(operation.get('started')))}")
    if (operation.get("attempt") or 1) != 1:
        line += f"  attempt {operation['attempt']}"
    if operation.get("error"):
        line += "  " + _sentence(operation["error"])
    return line


def _rejects(run: dict) -> list:
    """What the run went on without."""
    first = run.get("rejects") or []
    lines = [paint("left out", "yellow") + "   " + _sentence(one) for one in first[:REJECTS]]
    more = (run.get("rejected") or 0) - len(lines)
    return lines + ([f"           and {more} more records (--json)"] if more > 0 else [])


def _note(sentence) -> str:
    return paint("note", "yellow") + "       " + shown(str(sentence))


def _sentence(error) -> str:
    if not isinstance(error, dict):
        return shown(str(error))
    return shown(f"{error.get('code')}: {error.get('message')}")


def _error(error, word: str) -> list:
    lines = [paint(f"{word}: {_sentence(error)}", "red")]
    if isinstance(error, dict):
        for key, thing in error.items():
            if key not in ("code", "message") and thing not in (None, ""):
                lines.append(f"  {shown(key)}: {value(thing)}")
    return lines


def _gold(gold: dict, project) -> list:
    records = gold.get("records")
    place = ".".join(str(gold[word]) for word in ("store", "place") if gold.get(word))
    line = f"gold       {shown(str(gold.get('service')))} {shown(place)}"
    if records is not None:
        line += f", {records} record{'' if records == 1 else 's'}"
    lines = [line]
    if gold.get("note"):
        lines.append(_note(gold["note"]))
    query = gold.get("query")
    if not query:
        return lines
    service = VERBS.get(gold.get("service"))
    if service is None:  # no database: what is told of it is no question
        return [*lines, "           " + shown(str(query))]
    # MongoDB's is a collection and a filter: two words.
    words = str(query).split(" ", 1) if service == "mongo" else [str(query)]
    if project:
        words = ["--project", str(project), *words]
    ask = f"./sluice gold {service} {shlex.join(words)}"
    return [*lines, "           " + (ask if ask.isprintable() else shown(ask))]


def _length(milliseconds) -> str:
    if not isinstance(milliseconds, (int, float)):
        return ""
    if milliseconds >= 10_000:
        return f"{milliseconds / 1000:.1f} s"
    return f"{milliseconds:.1f} ms"
