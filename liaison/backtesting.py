"""A back-test as the command line writes it: JSON, rows, and text to read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from liaison.session import when
from liaison.text import bullet, plural, table, visible
from queries.backtest import RANKER, Backtest
from queries.hidden_ties import MEASURES, interval

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["backtest_json", "backtest_rows", "backtest_table"]

MAIN = ("mrr", "hits@10")
"""Measures that a sentence is said about."""
FEW = 20
"""Hidden ties below which the answer says that it is little to go by."""
HEAVIEST = 8
"""Features that a table shows."""


def backtest_json(tie: str, found: Backtest) -> dict[str, Any]:
    """The documented form."""
    return {"schema_version": 1, "tie": tie, **found.as_json()}


def backtest_rows(found: Backtest) -> tuple[tuple[str, ...], list[list[object]]]:
    """One row per method and measure."""
    rows: list[list[object]] = []
    for name in found.found:
        for measure in MEASURES:
            numbers = interval(found.values(name, measure))
            rows.append([name, measure, *("" if x != x else round(x, 6) for x in numbers)])
    return ("method", "measure", "mean", "low", "high"), rows


def backtest_table(network: Network, tie: str, found: Backtest, *, asked: dt.date | None = None) -> list[str]:
    """Each method with its measures, what the ranker gains, and what its weights are."""
    label = network.schema.ties[tie].label["en"]
    lines = [f"How well ties of the kind {tie} ({visible(label)}) are found again, {when(network, asked)}", ""]
    how = f"that began on {found.since} or later" if found.since else f"at random, {plural(len(found.rankers), 'time')}"
    lines += bullet("", (
        f"{plural(found.hidden, 'tie')} hidden {how}; {found.kept:,} kept. mrr is the mean of 1 / place, hits@k the share "
        "among the first k, auc the chance to stand before another."
    ))  # fmt: skip
    if found.hidden < FEW:
        lines += bullet("", "So few hidden ties are little to go by: look at the intervals, not at the order.")
    cells = [[name, *(_cell(found, name, measure) for measure in MEASURES)] for name in found.found]
    lines += ["", *table(["method", *MEASURES], cells), ""]
    for measure in MAIN:
        lines += bullet("", _gain(found, measure))
    lines += ["", "Weights of the link ranker, per standard deviation of a feature:"]
    lines += table(
        ["weight", "feature"], [[f"{weight:+.2f}", words] for _, weight, _, words in found.weights()[:HEAVIEST]]
    )
    return [
        *lines,
        "",
        *bullet("", "Weights say what actors did, not what they learned; `liaison partners` uses none unless told to."),
    ]


def _cell(found: Backtest, name: str, measure: str) -> str:
    mean, low, _ = interval(found.values(name, measure))
    return f"{mean:.3f}" if low != low else f"{mean:.3f} ± {mean - low:.3f}"


def _gain(found: Backtest, measure: str) -> str:
    """What the ranker gains over the best other method, in a sentence."""
    mean, low, high = found.gain(measure)
    other = found.best_other(measure)
    head = f"{measure}: the {RANKER} is {abs(mean):.3f} {'above' if mean >= 0 else 'below'} the best other, {other}"
    if low != low:
        return f"{head}; one hiding gives no interval."
    sure = "it is better" if low > 0 else "it is worse" if high < 0 else "which is better is not settled"
    return f"{head} (95 % interval of the difference {low:+.3f} to {high:+.3f}): {sure}."
