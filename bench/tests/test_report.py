from sluice_bench.upload import report
from sluice_bench.upload.turns import Cell, Measured, Turn


def measured():
    found = Measured(Cell(1024, 16, "stopped"))
    found.turns = {"A": [Turn(100, 0.010, 0.004)] * 3, "A'": [Turn(101, 0.010, 0.004)] * 3,
                   "B": [Turn(98, 0.0125, 0.005)] * 3}
    return found


def test_less_than_one_is_worse_in_both_measures():
    throughput, p50 = report.entries(measured())
    assert throughput == {"size": 1024, "clients": 16, "hub": "stopped", "measure": "throughput",
                          "ratio": 0.98, "low": 0.98, "high": 0.98, "null": 1.01}
    assert (p50["measure"], p50["ratio"], p50["null"]) == ("p50", 0.8, 1.0)


def test_a_line_says_what_does_not_hold():
    throughput, p50 = report.rows(measured())
    assert throughput.startswith("1KiB") and throughput.endswith("met")
    assert p50.endswith("missed: lies wholly below 0.95")
