"""`sluice test`: every test there is, or the quick ones, or the routes' examples."""

import contextlib
import os
import shutil
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from lake import build, jvm, packages, toolchain
from lake.errors import FINDING, WRONG_USAGE, LakeError
from lake.say import say
from lake.settings import load
from sluice_cli import test_lake, test_routes, test_storm
from sluice_cli.test_counts import Counts, flaky, of_reports, reasons
from sluice_cli.trial import routes_argument

PYTHON = "/usr/bin/python3"
# What the hub's long tests look for.
LONG = {"SLUICE_LONG_TESTS": "yes"}
# The hub's tests that need a lake are called so; those that need none leave both cores to the lake.
OF_A_LAKE = "**/*LakeTest.java"
WITH_A_LAKE = ("verify", f"-Dsurefire.includes={OF_A_LAKE}")
WITHOUT = ("surefire:test", f"-Dsurefire.excludes={OF_A_LAKE},**/*$*", "-Dtest.forks=1")
REPORTS = "surefire-reports"
# Of what runs meanwhile: what is run after it has a folder of its own.
REPORTS_BEHIND = f"{REPORTS}-meanwhile"
# These need neither the hub's jar nor the folder of routes, in which the acceptance tests write.
APART = ("swift-middleware", "local-lake", "bench")
PYTHON_FOLDERS = (*APART, "cli")
ACCEPTANCE = "local-lake/acceptance"
SECOND_TIME = "-Dsurefire.rerunFailingTestsCount=1"
UNSTEADY = "unsteady.txt"
TEST_PACKAGES = ("python3-jsonschema", "python3-boto3", "python3-cryptography",
                 "python3-pymongo", "curl", "prometheus", "chromium", "chromium-driver",
                 "python3-pytest-rerunfailures", *test_storm.PACKAGES)


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "test", help="run the tests: all, quick, routes, or a storm",
        description="Runs the tests and ends with a line: N passed, N failed, N skipped. "
        "Without a word it runs all of them, against a second lake of its own beside a user's.")
    verb.add_argument("layer", nargs="?", choices=("all", "quick", "routes", "storm"),
                      default="all",
                      help="all (default); quick: what needs no lake and is over "
                      "soon; routes: their examples; storm: the probe and the chaos run with "
                      "many seeds, and many swaps of a route under load")
    verb.add_argument("route", nargs="?", metavar="ROUTE",
                      help="of routes: the folder of the one whose examples are run")
    verb.add_argument("--json", action="store_true", help="of routes: as JSON")
    verb.add_argument("--accept", action="store_true",
                      help="of routes: what comes of an example is expected from now on")
    routes_argument(verb)
    verb.add_argument("--of", choices=(*test_storm.KINDS, "swaps", "all"), default="all",
                      help="of a storm: what is run; swaps know no seed (%(default)s)")
    verb.add_argument("--seeds", type=count, default=10, metavar="N",
                      help="of a storm: how many (%(default)s)")
    verb.add_argument("--first", type=count, default=2, metavar="SEED",
                      help="of a storm: the first of them (%(default)s)")
    verb.add_argument("--changes", type=count, default=test_storm.CHANGES, metavar="N",
                      help="of a storm: changes of each probe (%(default)s)")
    verb.add_argument("--objects", type=count, default=test_storm.OBJECTS, metavar="N",
                      help="of a storm: objects of each chaos run (%(default)s)")
    verb.add_argument("--swaps", type=count, default=test_storm.SWAPS, metavar="N",
                      help="of a storm: of files of a route, a block and a policy (%(default)s)")
    verb.set_defaults(run=run)


def count(text: str) -> int:
    """A number of at least one."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def run(args) -> int:
    """Runs a layer; every step is run, also after one that failed."""
    settings = load()
    if args.layer == "routes":
        return closed(test_routes.examples(args), args.json)
    if args.route or args.routes or args.json or args.accept:
        raise LakeError("ROUTE, --routes, --accept and --json go with ./sluice test routes only.",
                        WRONG_USAGE)
    reports = settings.folder("test-reports")
    shutil.rmtree(reports, ignore_errors=True)
    reports.mkdir(parents=True, exist_ok=True)
    toolchain.check()
    packages.ensure((*packages.LAKE, *packages.TESTS, *TEST_PACKAGES), reports / "apt.log")
    if args.layer == "quick":
        counts = quick(settings, reports)
    elif args.layer == "storm":
        with test_lake.running(settings) as variables:
            counts = test_storm.storm(settings, reports, variables, args)
    else:
        counts = everything(settings, reports)
    tell_unsteady(reports / UNSTEADY)
    return closed(counts)


def closed(counts: Counts, silent: bool = False) -> int:
    """The closing line, and the exit code that goes with it."""
    if not silent:
        print(counts.line(), flush=True)
    return FINDING if counts.failed or not counts.passed else 0


def quick(settings, reports) -> Counts:
    """What needs no lake and is over soon; what does not use the hub's jar, while it is built."""
    with beside(java, settings, reports, "camel-hub", {}, "verify") as hub:
        counts = lint(settings)
        counts += python(settings, reports, {}, "not lake and not jar", PYTHON_FOLDERS)
        counts += hub()
    return counts + python(settings, reports, {}, "jar", ("cli",))


def everything(settings, reports) -> Counts:
    """The quick layer and all that needs real parts, on a lake of the tests' own.

    The acceptance tests wait more than they work: what they do not disturb runs meanwhile, and
    what reads the routes' folder, once they have left it. The hub's tests that need no lake read a
    copy of it.
    """
    with beside(compiled, settings, reports) as tests:
        counts = lint(settings)
        tests()
    checkout = copied(settings, reports)
    with beside(quietly, settings, reports, APART) as apart, \
            test_lake.running(settings) as variables, \
            beside(maven, settings, reports, "camel-hub",
                   {**LONG, "SLUICE_TEST_CHECKOUT": checkout}, *WITHOUT, behind=True) as hub:
        counts += python(settings, reports, variables, "", (ACCEPTANCE,))
        with beside(quietly, settings, reports, ("cli",)) as command_line:
            counts += test_storm.probe(settings, reports, variables)
            counts += test_storm.chaos(settings, reports, variables)
            counts += command_line()
        counts += apart()
        counts += told(hub())
        counts += java(settings, reports, "camel-hub", variables, *WITH_A_LAKE)
    # Not before: Maven may compile what the lake's parts are started from. Nor at once: both would
    # write to the one repository that Maven has here.
    for module in ("local-lake/servers", "cli/camel"):
        counts += java(settings, reports, module, {}, "verify")
    return counts


def compiled(settings, reports) -> None:
    """Compiles the hub and its tests: once the lake runs, its hub is started from what comes of it.
    What is wrong with it is told where the tests are run."""
    build.ensure(settings, [jvm.hub(settings)])
    with (reports / "camel-hub-compiled.log").open("wb") as out:
        subprocess.run(["mvn", *build.OPTIONS, "-f", "camel-hub/pom.xml", "test-compile"],
                       cwd=settings.root, stdout=out, stderr=subprocess.STDOUT, check=False)


def copied(settings, reports) -> str:
    """A folder with the routes as they are now, and beside them what describes them."""
    checkout = reports / "checkout"
    shutil.copytree(settings.root / "routes", checkout / "routes")
    for name in ("config", "docs"):
        (checkout / name).symlink_to(settings.root / name)
    return str(checkout)


@contextlib.contextmanager
def beside(work, *arguments, **more):
    """Does some work meanwhile; gives what waits for it, and answers what came of it."""
    with ThreadPoolExecutor(1) as thread:
        yield thread.submit(work, *arguments, **more).result


def quietly(settings, reports, folders) -> Counts:
    """pytest in each folder, behind what runs in the foreground; each says in one piece what came
    of it."""
    counts = Counts(0, 0, 0)
    for folder in folders:
        said = reports / f"{folder}.txt"
        with said.open("wb") as out:
            counts += one_folder(settings, reports, {}, "", folder, out)
        print(f"\nTests of {folder} (pytest), run meanwhile:\n"
              f"{said.read_text(encoding='utf-8', errors='replace')}", flush=True)
    return counts


def lint(settings) -> Counts:
    """Static checks of the Python code: one test."""
    say("flake8 …")
    done = subprocess.run(["/usr/bin/flake8"], cwd=settings.root, check=False)
    return Counts(1, 0, 0) if done.returncode == 0 else Counts(0, 1, 0)


def java(settings, reports, module: str, variables: dict, *words: str) -> Counts:
    """A module's tests, its format and its static checks, and what is to be said of them."""
    say(f"tests of {module} (Maven) …")
    return told(maven(settings, reports, module, variables, *words))


def maven(settings, reports, module: str, variables: dict, *words: str, behind=False) -> tuple:
    """Runs them, behind all else where that is wanted; says nothing. Surefire's reports are
    counted; answers that, and lines to be told."""
    name = REPORTS_BEHIND if behind else REPORTS
    for old in (settings.root / module).glob(f"**/{name}"):
        shutil.rmtree(old)
    log = reports / f"{module.replace('/', '-')}{'-meanwhile' if behind else ''}.log"
    started = time.monotonic()
    with log.open("wb") as out:
        done = subprocess.run([*(("nice", "-n", "5") if behind else ()), "mvn", "-B", "-ntp", "-f",
                               f"{module}/pom.xml", SECOND_TIME, *words,
                               *((f"-Dtest.reports={name}",) if behind else ())],
                              cwd=settings.root, env={**os.environ, **variables}, stdout=out,
                              stderr=subprocess.STDOUT, check=False)
    counts, why = Counts(0, 0, 0), Counter()
    for folder in (settings.root / module).glob(f"**/{name}"):
        counts += of_reports(folder)
        why += reasons(folder)
        note_unsteady(reports, flaky(folder))
    lines = [f"tests of {module}{', run meanwhile' if behind else ''}: {counts.line()} "
             f"({time.monotonic() - started:.0f} s)",
             *(f"SKIPPED [{many}] {reason}" for reason, many in why.most_common())]
    if done.returncode:
        lines += [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines()
                  if "ERROR" in line]
        if not counts.failed:
            counts += Counts(0, 1, 0)
    return counts, lines


def told(done: tuple) -> Counts:
    """Says what came of a module's tests."""
    counts, (first, *lines) = done
    say(first)
    for line in lines:
        print(line)
    return counts


def python(settings, reports, variables: dict, marks: str, folders) -> Counts:
    """pytest in each folder that has tests."""
    counts = Counts(0, 0, 0)
    for folder in folders:
        say(f"tests of {folder} (pytest) …")
        counts += one_folder(settings, reports, variables, marks, folder)
    return counts


def one_folder(settings, reports, variables: dict, marks: str, folder, out=None) -> Counts:
    """pytest in a folder; where it is to write into a file, it runs behind all else."""
    report = reports / f"{folder.replace('/', '-')}.xml"
    words = [PYTHON, "-m", "pytest", "-q", "-rsR", "-p", "no:cacheprovider",
             "-p", "unsteady", "--reruns=1", f"--junitxml={report}",
             "." if folder == ACCEPTANCE else "tests"]
    if marks:
        words += ["-m", marks]
    done = subprocess.run([*(("nice",) if out else ()), *words], cwd=settings.root / folder,
                          check=False, stdout=out, stderr=subprocess.STDOUT if out else None,
                          env={**os.environ, **variables, **plugin(settings, reports)})
    counts = of_reports(report)
    if done.returncode not in (0, 5) and not counts.failed:
        counts += Counts(0, 1, 0)
    return counts


def plugin(settings, reports) -> dict:
    """What pytest's plugin for tests that are run twice needs."""
    paths = (str(settings.root / "cli/pytest_plugin"), os.environ.get("PYTHONPATH"))
    return {"PYTHONPATH": os.pathsep.join(filter(None, paths)),
            "SLUICE_UNSTEADY": str(reports / UNSTEADY)}


def note_unsteady(reports, tests: dict) -> None:
    """Adds tests that failed once, and what they said, to those that pytest noted."""
    with (reports / UNSTEADY).open("a", encoding="utf-8") as out:
        out.writelines(f"{name}\n{said}\n\n" for name, said in tests.items())


def tell_unsteady(noted) -> None:
    """What failed the first time, whatever came of the second."""
    if noted.exists() and noted.stat().st_size:
        print(f"Tests were run a second time, as they had failed. Each is a finding:\n\n"
              f"{noted.read_text(encoding='utf-8')}", flush=True)
