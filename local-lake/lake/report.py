"""Says of every part whether it is up, since when, where, in which version, and what is wrong."""

import time
from concurrent.futures import ThreadPoolExecutor

from lake import parts, supervise
from lake.settings import Settings


def status(settings: Settings) -> list:
    """One dictionary a part, in order of start."""
    table = parts.table(settings)
    known = supervise.processes(settings)
    with ThreadPoolExecutor(len(table)) as threads:
        return list(threads.map(lambda part: _one(settings, part, known.get(part.name)), table))


def _one(settings: Settings, part, process) -> dict:
    wrong = remark = None
    if supervise.running(process):
        try:
            remark = part.check(settings)
        except Exception as error:  # whatever a half-dead part makes its check do, is its state
            wrong = str(error) or type(error).__name__
    elif not process:
        wrong = "not started (./sluice up)"
    else:
        wrong = _why_down(process)
    runs = supervise.running(process)
    moment = process["start" if runs else "stop"] if process else 0
    return {"part": part.name, "up": runs and not wrong, "running": runs,
            "since": _iso(moment) if moment else None, "pid": process["pid"] if runs else None,
            "address": part.address(settings), "version": part.version(settings), "wrong": wrong,
            "remark": remark}


def _why_down(process) -> str:
    if not process["start"]:
        return "not started (./sluice up)"
    if process["statename"] == "STOPPED":
        return f"stopped (./sluice start {process['name']})"
    code = process["exitstatus"]
    how = "was killed" if code < 0 else f"ended by itself with exit code {code}"
    return f"{how} (./sluice logs {process['name']}, ./sluice start {process['name']})"


def _iso(moment: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))


def table(rows: list) -> str:
    """The rows as text, in columns."""
    lines = [("PART", "STATE", "SINCE", "ADDRESS", "VERSION", "")]
    for row in rows:
        state = "up" if row["up"] else "sick" if row["running"] else "down"
        lines.append((row["part"], state, row["since"] or "-", row["address"], row["version"],
                      row["wrong"] or row["remark"] or ""))
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    return "\n".join("  ".join([*(word.ljust(width) for word, width in zip(line, widths)),
                                line[5]]).rstrip() for line in lines)
