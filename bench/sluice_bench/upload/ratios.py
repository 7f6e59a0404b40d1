"""
Ratios of turns that stood beside each other, and how sure they are.

Each round gives one ratio; the mean of their logarithms and Student's t give the interval,
so that 1.02 and 1/1.02 weigh alike, and a machine that slows down from round to round
cancels out.
"""

import math
import statistics
from collections import namedtuple

Ratio = namedtuple("Ratio", "mean low high")
Verdict = namedtuple("Verdict", "word reason")

GOAL, WIDEST, FLOOR = 0.98, 0.04, 0.95
# Two-sided 95 % quantiles of Student's t by degrees of freedom; 1.96 is its limit.
STUDENT = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179,
           2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064,
           2.060, 2.056, 2.052, 2.048, 2.045, 2.042)


def ratio(pairs):
    """
    :param pairs: (numerator, denominator) a round, at least two
    :returns: a Ratio with its 95 % interval
    """
    logs = [math.log(above / below) for above, below in pairs]
    mean = statistics.fmean(logs)
    half = student(len(logs) - 1) * statistics.stdev(logs) / math.sqrt(len(logs))
    return Ratio(math.exp(mean), math.exp(mean - half), math.exp(mean + half))


def geometric_mean(ratios):
    """What 1.02 and 1/1.02 come to is 1."""
    return math.exp(statistics.fmean(map(math.log, ratios)))


def student(freedom):
    """The t of a 95 % interval; beyond the table the last entry, which is on the safe side."""
    return STUDENT[min(freedom, len(STUDENT)) - 1]


def verdict(found):
    """:returns: whether a ratio meets the goal, and why not"""
    if found.high < FLOOR:
        return Verdict("missed", "lies wholly below %g" % FLOOR)
    if found.high < GOAL:
        return Verdict("short", "does not reach %g" % GOAL)
    if found.high - found.low > WIDEST:
        return Verdict("wide", "is wider than %g: more rounds" % WIDEST)
    return Verdict("met", "")
