"""Learning partners as the command line writes them: JSON, rows, and text to read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphmodel.findings import Part, Suggestion
from liaison.citing import Sources
from liaison.publishing import publishers_lines
from liaison.session import when
from liaison.text import bullet, plural, visible
from queries.order import Why, decides_nothing, little_known, overtakers, rankable, same_for_all, to_fill_in

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["HEADINGS", "TOO_LITTLE", "partners_json", "partners_rows", "partners_table", "why_json", "why_lines"]

TOO_LITTLE = "; too little is known to say"
"""Beside numbers of which less is known than they need to say anything."""

HEADINGS = {
    "gives": "Whom {name} should share its learning with",
    "takes": "Whom {name} should learn from",
    "both": "With whom {name} should exchange, each learning from the other",
}


def partners_json(
    city: str, found: Sequence[Suggestion], shown: Sequence[Suggestion] | None = None, *, direction: str = "gives",
    preset: str | None = None, as_of: dt.date | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The documented form: those shown, and what the order of all rests on."""
    listed = found if shown is None else shown
    return {
        "schema_version": 1, "as_of": as_of, "city": city,
        "partners": [one.as_json() for one in listed],
        "direction": direction, "preset": preset, "candidates": len(found), "rankable": rankable(found),
        "could_overtake": [one.as_json() for one in overtakers(found)],
        "decides_nothing": [part.part for part in decides_nothing(found)],
        "open_alike": [{"question": text, "adds": round(gain, 6)} for text, gain in open_alike(found, listed).items()],
        "fill_in": [{"where": where, "known": round(gain, 6)} for where, gain in to_fill_in(found)],
    }  # fmt: skip


def partners_rows(found: Sequence[Suggestion]) -> tuple[Sequence[str], list[list[object]]]:
    """One row per candidate, the value of each part in a column of its own."""
    names = [part.part for part in found[0].parts] if found else []
    columns = ["id", "name", "country", "score", "at best", "known", *names, "because", "unknown", "sources"]
    rows = [
        [one.id, one.name, one.country, round(one.score, 4), round(one.high, 4), round(one.known, 4),
         *(part.value for part in one.parts), " ".join(part.because for part in one.parts if part.value),
         list(one.unknown), list(dict.fromkeys(item.source for part in one.parts for item in part.evidence))]
        for one in found
    ]  # fmt: skip
    return columns, rows


def partners_table(
    network: Network, city: str, found: Sequence[Suggestion], *, limit: int = 5, asked: dt.date | None = None,
    direction: str = "gives", shown: Sequence[Suggestion] | None = None,
) -> list[str]:  # fmt: skip
    """The best candidates, each with its parts, their sources and the questions that are open; then what the order
    rests on.

    Parameters
    ----------
    found : sequence of Suggestion
        All candidates in order.
    shown : sequence of Suggestion, optional
        Which of them are printed; the first `limit` by default.
    """
    heading = HEADINGS[direction].format(name=visible(network.told_apart(city)))
    lines = [f"{heading}, {when(network, asked)}", *publishers_lines(network)]
    if not found:
        return [*lines, "", "Nobody: there is no other city in the network."]
    listed = list(found[:limit] if shown is None else shown)
    sources = Sources(network)
    ranked = rankable(found)
    if not ranked:
        lines += ["", *_too_little(found)]
    alike = open_alike(found, listed)
    common = Counter(text for one in found for text in dict.fromkeys(_notes(one)))
    shared = [text for text, count in common.items() if count > 1]
    for one in listed:
        lines += ["", *_candidate(network, one, _place(found, one) if ranked else "-", sources, alike, shared)]
    if len(found) > len(listed):
        lines += ["", f"{plural(len(found) - len(listed), 'further candidate')}; --limit N shows more."]
    lines += ["", *(_rests_on(network, found) if ranked else []), *_same_everywhere(found), *_asked_alike(alike)]
    for text in dict.fromkeys(text for one in listed for text in _notes(one) if text in shared):
        lines += bullet("Note: ", text)
    return [*lines, *_legend(listed, sources)]


def open_alike(found: Sequence[Suggestion], listed: Sequence[Suggestion]) -> dict[str, float]:
    """Questions that are the same for all that are listed; if that is one alone, for all candidates."""
    return same_for_all(listed if len(listed) > 1 else found)


def _asked_alike(alike: Mapping[str, float]) -> list[str]:
    if not alike:
        return []
    return bullet("", f"Open for all of them alike, so that it sets none apart: {_asked(alike)}")


def _asked(gains: Mapping[str, float]) -> str:
    """The questions whose favourable answers add most, and how many more there are."""
    rest = f" (and {plural(len(gains) - 3, 'more question')})" if len(gains) > 3 else ""
    return " ".join(f"{question} (+{gain:.2f})" for question, gain in list(gains.items())[:3]) + rest


def _place(found: Sequence[Suggestion], one: Suggestion) -> str:
    """Rank by score; candidates with the same score share it."""
    ahead = sum(round(other.score, 9) > round(one.score, 9) for other in found)
    even = sum(round(other.score, 9) == round(one.score, 9) for other in found) > 1
    return f"{ahead + 1}{'=' if even else '.'}"


def _too_little(found: Sequence[Suggestion]) -> list[str]:
    wanted = [where for where, _ in to_fill_in(found)]
    return bullet("", (
        f"Too little is known to rank them: of the first {found[0].known:.0%} of the weight. They are listed by what "
        f"is known all the same. First fill in: {'; '.join(wanted)}."
    ))  # fmt: skip


def _candidate(
    network: Network, one: Suggestion, place: str, sources: Sources, alike: Collection[str] = (),
    shared: Collection[str] = (),
) -> Iterator[str]:  # fmt: skip
    """A candidate with all that is known and asked of it, but for what is open, or noted, of others too."""
    labels = f"  [{'; '.join(visible(text) for text in one.labels)}]" if one.labels else ""
    head = f"{place} {visible(network.placed(one.id))}{'' if one.country else ' (no country on record)'}"
    little = TOO_LITTLE if little_known(one) else ""
    yield f"{head}: {one.score:.2f}, at best {one.high:.2f}, {one.known:.0%} known{little}{labels}"
    yield from _parts(one, sources)
    for introducer in one.introducers[:3]:
        yield from bullet("   Introducer: ", introducer.because)
    for text in [*_notes(one), *_counted_again(network, one)]:
        if text not in shared:
            yield from bullet("   Note: ", text)
    if gains := {question: gain for question, gain in one.gains.items() if question not in alike}:
        yield from bullet("   Ask: ", _asked(gains))


def rests_on(part: Part, sources: Sources) -> str:
    """Sources of a part in words, and what was looked up or reckoned; blank if there is none."""
    whence = dict.fromkeys(reason.whence for reason in part.reasons if reason.whence and reason.value is not None)
    return "; ".join(filter(None, [sources.cited(part.evidence), *whence]))


def _parts(one: Suggestion, sources: Sources) -> Iterator[str]:
    """Each part that speaks for a candidate, with its sources; those that add nothing in one line."""
    for part in sorted(one.parts, key=lambda p: (-p.value * p.weight, p.part)):
        if part.value * part.weight <= 0:
            continue
        yield from bullet(f"   {part.value * part.weight:.2f} of {part.weight:.2f}  ", f"{part.title}: {part.because}")
        cited = rests_on(part, sources)
        yield from bullet(" " * 17 + "Source: ", cited) if cited else [" " * 17 + "No source on record."]
    nothing = [part for part in one.parts if part.value * part.weight <= 0]
    if nothing:
        said = "; ".join(f"{part.title} (of {part.weight:.2f}: {_why_nothing(part)})" for part in nothing)
        yield from bullet("   0.00          ", said)


def _why_nothing(part: Part) -> str:
    if part.weight == 0:
        return "counts nothing here"
    return "not known" if part.known == 0 else part.because.removesuffix(".")


def _notes(one: Suggestion) -> list[str]:
    """What a reader should know beside the reasons, such as other figures that sources give."""
    return [reason.note for part in one.parts for reason in part.reasons if reason.note and reason.value is not None]


def _counted_again(network: Network, one: Suggestion) -> list[str]:
    """Facts on which more than one part rests, by the parts."""
    titles = {part.part: part.title for part in one.parts if part.value * part.weight > 0}
    by_parts: dict[tuple[str, ...], list[str]] = {}
    for fact, names in one.counted_again.items():
        counted = tuple(name for name in names if name in titles)
        if len(counted) > 1:
            by_parts.setdefault(counted, []).append(_fact(network, fact))
    return [
        f"{'; '.join(facts)}: this counts in {len(names)} parts, {' and '.join(f'“{titles[name]}”' for name in names)}."
        for names, facts in by_parts.items()
    ]  # fmt: skip


def _fact(network: Network, fact: str) -> str:
    """A tie or a property of an actor, by the name that evidence gives it, in words."""
    kind, _, rest = fact.partition(":")
    if kind in network.schema.ties:
        ends = [network.told_apart(ident) for ident in rest.split(":")[:2]]
        return f" {network.schema.ties[kind].label['en']} ".join(ends)
    prop = network.schema.node_properties.get(kind)
    label = prop.label["en"].lower() if prop else kind
    return f"{label} of {network.told_apart(rest)}"


def _rests_on(network: Network, found: Sequence[Suggestion]) -> list[str]:
    """Who could overtake the first, and by which answers."""
    first, rest = found[0], overtakers(found)
    name = network.told_apart(first.id)
    if not rest:
        return bullet("", f"{name} is first whatever the open questions are answered.") if len(found) > 1 else []
    level = sum(one.score == first.score for one in found) - 1
    leads = f"and {plural(level, 'other')} lead level" if level else "leads"
    lines = bullet("", (
        f"{name} {leads} on what is known. {plural(len(rest), 'other')} could overtake it if all that is not known "
        "of them were favourable, and of it not; the nearest:"
    ))  # fmt: skip
    for one in rest[:3]:
        questions = " ".join(one.questions)
        lines += bullet(
            "  - ", f"{network.told_apart(one.id)}, {one.behind:.2f} behind, if the answers are favourable: {questions}"
        )
    return lines


def _same_everywhere(found: Sequence[Suggestion]) -> list[str]:
    same = decides_nothing(found)
    if not same:
        return []
    return bullet("", f"The same for every candidate, so it decides nothing: {'; '.join(part.title for part in same)}.")


def _legend(found: Sequence[Suggestion], sources: Sources) -> list[str]:
    """What the ids of sources stand for."""
    return sources.legend(
        item.source for one in found for part in one.parts if part.value > 0 for item in part.evidence
    )


# why


def why_json(
    city: str, answer: Why, *, direction: str = "gives", as_of: dt.date | None = None
) -> dict[str, Any]:  # fmt: skip
    """The documented form."""
    return {"schema_version": 1, "as_of": as_of, "city": city, "direction": direction, **answer.as_json()}


def why_lines(network: Network, city: str, answer: Why, *, asked: dt.date | None = None) -> list[str]:
    """One pair: where it stands, every part, and what sets it apart from those that are suggested."""
    one, sources = answer.one, Sources(network)
    name = visible(network.told_apart(one.id))
    place = f"{name} is number {answer.rank} of {answer.of}"
    lines = [f"{visible(network.told_apart(city))} and {name}, {when(network, asked)}", ""]
    if answer.suggested:
        lines += bullet("", f"{place}, and so among the {plural(answer.limit, 'city', 'cities')} that are suggested.")
    else:
        lines += bullet("", f"{place}; the first {answer.limit} are suggested, so it is not.")
    lines += ["", *_candidate(network, one, f"{answer.rank}.", sources)]
    if answer.beside is not None:
        lines += ["", *_beside(network, answer)]
    lines += _legend([one], sources)
    return lines


def _beside(network: Network, answer: Why) -> list[str]:
    assert answer.beside is not None
    name, other = (network.told_apart(one.id) for one in (answer.one, answer.beside))
    apart = f"{abs(answer.behind):.2f} {'behind' if answer.behind > 0 else 'ahead of'} {other}"
    lines = bullet("", f"{name} is {apart}, {'the last' if not answer.suggested else 'the next'} on the list:")
    for part, difference in answer.differences:
        if abs(difference) > 0.005:
            lines += bullet(f"  {difference:+.2f}  ", f"{part.title}: {part.because}")
    if not answer.suggested:
        if answer.questions:
            lines += bullet("", f"It would be among them if the answers were favourable: {' '.join(answer.questions)}")
        else:
            lines += bullet("", "Even if all that is not known of it were favourable, it would not be among them.")
    return lines
