"""What changed, as the command line writes it: JSON, rows, and text to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from liaison.decided_pages import decided_beside, with_decision
from liaison.text import bullet, plural, table, visible
from liaison.without_pages import sources_in_words
from queries.decided import not_set_aside
from queries.publishers import resting

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.findings import Gap
    from graphmodel.network import Network
    from queries.comparison import Comparison, Days, TieChanges, Why

__all__ = [
    "COLUMNS", "comparison_json", "comparison_lines", "comparison_rows", "days_json", "days_lines", "days_rows",
    "without_json", "without_lines", "without_rows",
]  # fmt: skip

MOST = 8
"""Lines of one list that a table shows unless all are asked for."""

TIES = ("added", "removed", "denied", "disputed")
HELD = {
    "added": "Ties that began", "removed": "Ties that lapsed", "denied": "Denied since",
    "disputed": "In dispute since",
}  # fmt: skip
KNOWN = {
    "added": "Ties newly known", "removed": "Ties no longer known of", "denied": "Newly said not to be",
    "disputed": "Newly in dispute",
}  # fmt: skip
OTHER = {
    "added": "Ties of the second alone", "removed": "Ties of the first alone",
    "denied": "Denied in the second alone", "disputed": "In dispute in the second alone",
}  # fmt: skip

WITHOUT = {
    "added": "Ties only then on record", "removed": "Ties that only they report", "denied": "Denied only then",
    "disputed": "In dispute only then",
}  # fmt: skip

COLUMNS = ("part", "change", "rule", "section", "certainty", "severity", "country", "because", "why", "gap")


# JSON


def days_json(days: Days) -> dict[str, Any]:
    """The documented form, of one network on two days."""
    known_by = days.held.after.seen_known_by
    return {
        "schema_version": 1, "from": days.first.isoformat(), "to": days.last.isoformat(),
        "known_by": known_by.isoformat() if known_by else None, "held": _part(days.held), "known": _part(days.known),
    }  # fmt: skip


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The documented form, of two networks."""
    day = found.after.seen_as_of
    return {"schema_version": 1, "as_of": day.isoformat() if day else None, "networks": _part(found)}


def without_json(found: Comparison, sources: Sequence[str]) -> dict[str, Any]:
    """The documented form, of one network with and without some sources."""
    day = found.before.seen_as_of
    return {
        "schema_version": 1, "as_of": day.isoformat() if day else None, "without": list(sources),
        "publishers": resting(found.before).as_json(), "changes": _part(found),
    }  # fmt: skip


def _part(found: Comparison) -> dict[str, Any]:
    gaps = found.gaps
    return {
        "gaps": {
            "opened": [{**with_decision(found.after, gap), "why": found.whys[gap.id].as_json()} for gap in gaps.opened],
            "closed": [{**with_decision(found.after, gap), "why": found.whys[gap.id].as_json()} for gap in gaps.closed],
            "standing": [gap.id for gap in gaps.standing], "changed": [one.as_json() for one in gaps.changed],
            "by_rule": gaps.counts("rule"), "by_country": gaps.counts("country"),
        },
        "ties": {name: _ties(getattr(found.ties, name)) for name in TIES},
    }  # fmt: skip


def _ties(ties: pd.DataFrame) -> list[dict[str, Any]]:
    columns = [ties[name].astype(object).tolist() for name in ("id", "kind", "source", "target")]
    days = [[_day(value) for value in ties[name]] for name in ("first_day", "last_day")]
    names = ("id", "kind", "from", "to", "first_day", "last_day")
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, *days, strict=True)]


def _day(value: Any) -> str | None:
    return None if value != value else value.date().isoformat()


# rows


def days_rows(days: Days) -> tuple[Sequence[str], list[list[object]]]:
    """One row per gap that opened, closed or changed, in each half."""
    return COLUMNS, [*_rows(days.held, "what held"), *_rows(days.known, "what was known")]


def comparison_rows(found: Comparison) -> tuple[Sequence[str], list[list[object]]]:
    """The same of two networks."""
    return COLUMNS, _rows(found, "two networks")


def without_rows(found: Comparison) -> tuple[Sequence[str], list[list[object]]]:
    """The same of one network with and without some sources."""
    return COLUMNS, _rows(found, "without them")


def _rows(found: Comparison, part: str) -> list[list[object]]:
    gaps = found.gaps
    changes = [("opened", gap, _why(found, gap)) for gap in gaps.opened]
    changes += [("closed", gap, _why(found, gap)) for gap in gaps.closed]
    changes += [("changed", one.after, _moved(one.as_json())) for one in gaps.changed]
    return [
        [part, change, gap.rule, gap.section, gap.certainty, gap.severity, gap.country or "", gap.because, why, gap.id]
        for change, gap, why in changes
    ]  # fmt: skip


# text


def days_lines(days: Days, *, unfolded: bool = False) -> list[str]:
    """What held and what was known, one after the other, never added up."""
    network = days.held.after
    name = visible(network.name) or "The network"
    known_by = f", by what was known on {network.seen_known_by}" if network.seen_known_by else ""
    return [
        f"{name}, from {days.first} to {days.last}",
        "", *bullet("", f"WHAT HELD on {days.first} and on {days.last}{known_by or ', by all that is known'}"),
        *_lines(days.held, HELD, unfolded),
        "", *bullet("", f"WHAT WAS KNOWN on {days.first} and on {days.last}, of what held on {days.last}"),
        *_lines(days.known, KNOWN, unfolded),
        *_foot(unfolded),
    ]  # fmt: skip


def comparison_lines(found: Comparison, names: tuple[str, str], *, unfolded: bool = False) -> list[str]:
    """Two networks; a gap that opened is one of the second alone."""
    day = found.after.seen_as_of
    first, second = (visible(name) for name in names)
    head = f"{first} (first) and {second} (second)" + (f", as of {day}" if day else "")
    return [head, *_lines(found, OTHER, unfolded), *_foot(unfolded)]


def without_lines(found: Comparison, sources: Sequence[str], *, unfolded: bool = False) -> list[str]:
    """One network with and without some sources: what hangs on them."""
    network = found.before
    said = sources_in_words(network, sources)
    return [
        *bullet("", f"Gaps in {visible(network.name) or 'the network'} if nobody had read {said}"),
        *_lines(found, WITHOUT, unfolded, moved=True), "", *bullet("", resting(network).words()), *_foot(unfolded),
    ]  # fmt: skip


def _foot(unfolded: bool) -> list[str]:
    return [] if unfolded else ["", "--all shows every line; --format json has the gaps that stand too."]


def _lines(found: Comparison, words: Mapping[str, str], unfolded: bool, *, moved: bool = False) -> list[str]:
    """What changed; with `moved` the tables leave out rules and countries in which nothing did."""
    gaps = found.gaps
    lines = bullet(
        "", f"{plural(len(gaps.opened), 'gap')} opened, {len(gaps.closed):,} closed{_closed_by(found)}, "
        f"{len(gaps.standing):,} standing" + (f", {len(gaps.changed):,} of them changed" if gaps.changed else ""),
    )  # fmt: skip
    lines += bullet("", _counted(found))
    titles = {gap.rule: gap.title for part in (gaps.opened, gaps.closed, gaps.standing) for gap in part}
    for by, names in (("rule", titles), ("country", {"": "across a border"})):
        counts = gaps.counts(by).items()
        shown = {names.get(key, key): n for key, n in counts if not moved or n["opened"] or n["closed"]}
        lines += ["", *_counts(by, shown)] if shown else []
    for head, part in (("Opened", gaps.opened), ("Closed", gaps.closed)):
        lines += _listed(f"{head} ({len(part):,})", _said(found, part, unfolded), unfolded, of=len(part))
    singly = {
        f"Changed ({len(gaps.changed):,})": [f"{one.after.because} ({_moved(one.as_json())})" for one in gaps.changed]
    }
    singly |= {f"{words[name]} ({len(getattr(found.ties, name)):,})": _tie_words(found, name) for name in TIES}
    for head, texts in singly.items():
        lines += _listed(head, [(text, 1) for text in texts], unfolded, of=len(texts))
    return lines


def _counted(found: Comparison) -> str:
    """What is counted, and why `liaison gaps` counts fewer: what was decided to be none, or to wait, stands apart there."""
    gaps = found.gaps
    first, second = (len(part) + len(gaps.standing) for part in (gaps.closed, gaps.opened))
    there = [*gaps.opened, *gaps.standing]
    aside = len(there) - len(not_set_aside(found.after, there))
    text = f"Of every kind, weak points and what is not known included: {first:,} first, {second:,} then"
    apart = f"; {aside:,} of the latter decided to be none, or to wait, which `liaison gaps` lists apart"
    return f"{text}{apart if aside else ''}."


def _closed_by(found: Comparison) -> str:
    """How many of those that closed have a tie now, and how many are only no longer asked about."""
    whys = [found.whys[gap.id] for gap in found.gaps.closed]
    tied, over = sum(bool(why.ties) for why in whys), sum(bool(why.actors and not why.ties) for why in whys)
    return (
        f" ({tied:,} by a tie, {over:,} since an actor went or ended, {len(whys) - tied - over:,} otherwise)"
        if whys
        else ""
    )


def _counts(head: str, counts: Mapping[str, Mapping[str, int]]) -> list[str]:
    rows = [[name, *counted.values()] for name, counted in counts.items()]
    return table([head, "opened", "closed", "standing"], rows, indent="  ") if rows else []


def _said(found: Comparison, part: Sequence[Gap], unfolded: bool) -> list[tuple[str, int]]:
    """A line for each gap and how many it stands for: first those that a tie opened or closed, last those whose actors came
    or went; of these, those of one rule and one reason in one line unless all are unfolded."""
    ordered = sorted(part, key=lambda gap: (not found.whys[gap.id].ties, bool(found.whys[gap.id].actors)))
    alike: dict[tuple[str, str], list[Gap]] = {}
    for gap in ordered:
        folds = not unfolded and found.whys[gap.id].actors and not found.whys[gap.id].ties
        alike.setdefault((gap.rule, _why(found, gap)) if folds else (gap.id, ""), []).append(gap)
    said = []
    for gap, *more in alike.values():
        text = f"{gap.because}{_because(found, gap)}{decided_beside(found.after, gap)}"
        said.append((text + (f" And {len(more):,} more for the same reason." if more else ""), 1 + len(more)))
    return said


def _listed(head: str, said: Sequence[tuple[str, int]], unfolded: bool, *, of: int) -> list[str]:
    """Lines under a head, each with the number of things that it stands for; `of` is that of all."""
    if not said:
        return []
    shown = said if unfolded else said[:MOST]
    lines = ["", head, *(line for text, _ in shown for line in bullet("  - ", text))]
    left = of - sum(count for _, count in shown)
    return [*lines, f"    and {left:,} more"] if left else lines


def _because(found: Comparison, gap: Gap) -> str:
    why = _why(found, gap)
    return f" [{why}]" if why else ""


def _why(found: Comparison, gap: Gap) -> str:
    """Why a gap opened or closed, in words; blank if no actor and no tie bears on it."""
    why: Why = found.whys[gap.id]
    opened = any(gap is one for one in found.gaps.opened)
    network = found.after if opened else found.before
    other = found.before if opened else found.after
    said = []
    if why.ties:
        said.append(f"{_ids(other, why.ties)} {'no longer stands' if opened else 'came'}")
    if why.actors:
        names = _some([network.told_apart(ident) for ident in why.actors])
        said.append(f"{names} {'came into view' if opened else 'went or ended'}")
    if why.rests_on and not why.actors:
        said.append(f"it rests on {_ids(network, why.rests_on)}, which {'came' if opened else 'went'}")
    return "; ".join(said)


def _ids(network: Network, idents: Sequence[str]) -> str:
    rows = network.ties.set_index("id").loc[list(idents)]
    return _some([
        _tie(network, kind, a, b) for kind, a, b in zip(rows["kind"], rows["source"], rows["target"], strict=True)
    ])  # fmt: skip


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return "; ".join(names[:3]) + more


def _tie(network: Network, kind: str, source: str, target: str) -> str:
    label = network.schema.ties[str(kind)].label["en"]
    return f"{network.told_apart(source)} – {label} – {network.told_apart(target)}"


def _tie_words(found: Comparison, name: str) -> list[str]:
    ties: TieChanges = found.ties
    network = found.before if name == "removed" else found.after
    said = []
    for row in _ties(getattr(ties, name)):
        days = [f"{word} {row[key]}" for word, key in (("from", "first_day"), ("to", "last_day")) if row[key]]
        said.append(_tie(network, row["kind"], row["from"], row["to"]) + (f" ({' '.join(days)})" if days else ""))
    return said


def _moved(change: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{name} {_plain(change['before'][name])} → {_plain(change['after'][name])}" for name in change["before"]
    )


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
