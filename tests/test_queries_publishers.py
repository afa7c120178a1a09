"""What rests on one publisher, and what is left if a source had not been read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_network import actor, small_network
from test_liaison_cli import NET, answer, run

from graphmodel.findings import Part
from graphmodel.network import Network
from queries.engines import answered_by, open_engine
from queries.gaps import find_gaps
from queries.partners import partners
from queries.pilots import choose_pilots
from queries.publishers import Resting, resting
from queries.query import catalogue, find_query
from queries.rank_changes import of_parts, rank_changes
from queries.sources_gone import pilots_without

SOURCES = [
    {"id": "page", "title": "Its page", "publisher": "A publisher", "published": "2018"},
    {"id": "other", "title": "Another", "publisher": "Another publisher", "published": "2018"},
    {"id": "nobody", "title": "Without a publisher", "published": "2018"},
]


def net(*ties: tuple, **more) -> Network:
    return small_network([actor(name, "City", "AL") for name in "abcde"], ties, sources=SOURCES, **more)


def tie(source: str, a: str = "a", b: str = "b", **cells: str) -> tuple:
    return (a, "TWINNED_WITH", b, {"source": source, **cells})


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ([], Resting(0, 0, "", 0)),
        ([tie("report"), tie("page")], Resting(1, 1, "A publisher", 1)),
        ([tie("report"), tie("other")], Resting(1, 0, "", 0)),
        ([tie("nobody")], Resting(1, 0, "", 0, 1)),
        ([tie("report"), tie("nobody")], Resting(1, 0, "", 0, 1)),
        ([tie("report"), tie("")], Resting(1, 0, "", 0, 1)),
        ([tie("report"), tie("other"), tie("nobody")], Resting(1, 0, "", 0)),
        ([tie("report"), tie("other", says="no")], Resting(1, 1, "A publisher", 1)),
        ([tie("report", says="no")], Resting(0, 0, "", 0)),
        ([tie("report"), tie("other", "c", "d"), tie("page", "d", "e")], Resting(3, 3, "A publisher", 2)),
    ],
    ids=["nothing", "two pages of one", "two publishers", "no publisher", "one of two unnamed", "one without a source",
         "two, and one unnamed", "a no", "denied", "most"],
)  # fmt: skip
def test_how_many_ties_rest_on_one_publisher(ties, expected):
    """An unnamed publisher may be the one that is named, or a second: nobody can tell, unless two are named."""
    network = net(*ties)
    assert resting(network) == expected
    listed = (
        open_engine(network).run(find_query("resting-on-one-publisher", catalogue(schema=network.schema)).text).rows
    )
    assert sum(count for *_, count in listed) == expected.one
    assert sum(count for name, _, count in listed if name == expected.largest) == expected.by_largest


def test_how_many_rest_on_one_publisher_is_said_with_what_is_not_known():
    said = resting(net(tie("report"), tie("page", "b", "c"), tie("report", "c", "d"), tie("nobody", "c", "d"))).words()
    assert said == (
        "2 of 3 ties on record (67 %) rest on one publisher alone, 2 of them on A publisher. Of 1 more it is not known, since "
        "not every row about them names a source with a publisher."
    )
    assert resting(net(tie("nobody"))).words() == (
        "Of the one tie on record it is not known whether it rests on one publisher alone: not every row about it names a "
        "source with a publisher."
    )


# without a source


def test_what_only_a_source_says_goes_and_what_others_say_stays():
    network = net(tie("report"), tie("other"), tie("other", "c", "d"))
    left = network.without_sources(["other"])
    assert left.ties[~left.ties["derived"]]["id"].tolist() == ["TWINNED_WITH:a:b"]
    assert left.claims[~left.claims["derived"]]["source"].tolist() == ["report"]
    assert "other" not in left.sources["id"].tolist() and len(network.sources) == 4
    assert set("abcde") <= set(left.position)  # cities are places


def test_an_actor_that_only_it_names_goes():
    network = small_network(
        [actor("office", "Ministry", "AL", source="other"), actor("group", "CivilSocietyGroup", "AL", source="other"),
         actor("both", "Ministry", "AL", source="other;report"), actor("none", "Ministry", "AL", source=""), actor("a", "City", "AL")],
        [("group", "WORKS_IN", "a")], sources=SOURCES,
    )  # fmt: skip
    left = network.without_sources(["other"])
    assert {"group", "both", "none", "a"} <= set(left.position) and "office" not in left.position
    assert left.actor("group")["source"] == "" and left.actor("both")["source"] == "report"


def test_a_list_that_only_it_contradicts_is_full_again():
    """The report lists one member of two on record; what the other source has made it a part."""
    coverage = [
        {
            "source": "report",
            "tie": "MEMBER_OF",
            "of": "club",
            "kind": "City",
            "countries": "AL",
            "list": "full",
            "said": "1",
        }
    ]
    network = small_network(
        [actor("club", "Organisation"), *(actor(name, "City", "AL") for name in "abc")],
        [("a", "MEMBER_OF", "club"), ("b", "MEMBER_OF", "club", {"source": "other"})], sources=SOURCES, coverage=coverage,
    )  # fmt: skip
    assert network.coverage["list"].tolist() == ["part"]
    left = network.without_sources(["other"])
    assert left.coverage["list"].tolist() == ["full"]
    assert [gap.id.split(":")[2] for gap in find_gaps(left, rules=["absent-from-full-list"])] == ["b", "c"]
    assert not len(network.without_sources(["report"]).coverage)


def test_without_nothing_all_is_as_it_was(sample):
    assert sample.without_sources([]).same_as(sample) and sample.without_sources(["no-such"]).same_as(sample)


def test_every_source_of_the_sample_can_be_left_out(sample):
    for ident in sample.sources["id"]:
        left = sample.without_sources([ident])
        for name in ("claims", "coverage", "facts", "caveats"):
            assert ident not in getattr(left, name)["source"].tolist(), (ident, name)


# the command


def test_the_one_gap_that_hangs_on_one_article():
    """Only BIRN's article of 2024 says that Viti had not received the strategy (facts: birn-2024)."""
    body = answer("gaps", NET, "--without-source", "birn-2024")
    assert list(body) == ["schema_version", "as_of", "without", "publishers", "changes"] and body["without"] == [
        "birn-2024"
    ]
    assert [gap["id"] for gap in body["changes"]["gaps"]["closed"]] == ["plan-not-received:viti:strategy-xk-2015-2020"]
    assert body["changes"]["gaps"]["opened"] == [] and body["changes"]["ties"]["removed"] == []
    text = run("gaps", NET, "--without-source", "birn-2024").stdout
    assert text.startswith(
        "Gaps in Western Balkans, 2018 to 2023 if nobody had read birn-2024 (On Viti and the national\n"
    )
    assert "  Plan not received       0       1         0\n" in text and "Thin reach" not in text


def test_the_report_of_2018_holds_up_serbias_absence():
    closed = answer("gaps", NET, "--without-source", "scn-report-2018")["changes"]["gaps"]["closed"]
    assert "coordinator-absent-from-event:panel-of-coordinators-budva-2018:rs" in [gap["id"] for gap in closed]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["birn"], "no source 'birn'; did you mean birn-2024?"),
        (
            ["birn-2024", "--robust"],
            "--without-source says what changes; leave out --certainty, --limit, --explain and --robust",
        ),
    ],
    ids=["no source", "two questions"],
)
def test_what_cannot_be_left_out(args, said):
    assert said in run("gaps", NET, "--without-source", *args, code=2).stderr


def test_every_list_of_gaps_says_what_one_publisher_reports():
    assert answer("gaps", NET)["publishers"] == {
        "ties": 129, "one_publisher": 125, "share": 0.969, "largest": "Strong Cities Network", "by_largest": 58, "not_known": 0,
    }  # fmt: skip
    text = " ".join(run("gaps", NET, "--country", "RS").stdout.split())
    assert "125 of 129 ties on record (97 %) rest on one publisher alone, 58 of them on Strong Cities Network." in text


@pytest.mark.parametrize(
    "asked",
    [["partners", NET, "kumanovo"], ["pilots", NET], ["brokers", NET], ["measure", NET], ["plan", NET, "--ties", "1"]],
    ids=lambda asked: asked[0],
)
def test_other_answers_begin_with_it_too_and_rows_are_rows(asked):
    assert answer(*asked)["publishers"] == answer("gaps", NET)["publishers"]
    second = run(*asked).stdout.splitlines()[1]
    assert second.startswith(
        "125 of 129 ties on record (97 %) rest on one publisher alone, 58 of them on Strong Cities"
    )
    assert "one publisher alone" not in run(*asked, "--format", "csv").stdout


# a ranking without a source


def test_who_is_suggested_without_one_page():
    """Only the page on Kumanovo says that it exchanged with Elbasan (ties.csv), so a part of the score goes with it."""
    body = answer("partners", NET, "kumanovo", "--without-source", "scn-kumanovo")
    assert list(body) == [
        "schema_version", "as_of", "city", "direction", "preset", "weights", "country", "without", "publishers", "changes",
    ]  # fmt: skip
    changes = body["changes"]
    assert changes["limit"] == 5 and changes["left"] == ["gjilan"] and changes["entered"] == ["strumica"]
    whole = {one["id"]: one["score"] for one in answer("partners", NET, "kumanovo")["partners"]}
    for line in changes["lines"]:
        assert line["before"]["score"] == pytest.approx(whole[line["id"]], abs=1e-6)
        apart = sum(part["after"] - part["before"] for part in line["parts"])
        assert line["after"]["score"] - line["before"]["score"] == pytest.approx(apart, abs=1e-5)
    first = changes["lines"][0]
    assert (first["id"], first["before"]["place"], first["after"]["place"]) == ("elbasan", 1, 5)
    assert [(part["part"], part["title"]) for part in first["parts"]] == [
        ("exchanged", "Asked for it or exchanged before"), ("reachable", "Can be reached"),
    ]  # fmt: skip
    text = run("partners", NET, "kumanovo", "--without-source", "scn-kumanovo").stdout
    assert text.startswith(
        "Whom Kumanovo should share its learning with if nobody had read scn-kumanovo (City spotlight"
    )
    assert "Leave: Gjilan.\nEnter: Strumica.\n" in text
    assert "  - Elbasan: Asked for it or exchanged before 0.200 → 0.000; Can be reached 0.099 → 0.062\n" in text
    rows = run("partners", NET, "kumanovo", "--without-source", "scn-kumanovo", "--format", "csv").stdout.splitlines()
    assert rows[0] == "id,name,change,place before,place after,score before,score after,parts"
    assert rows[-1].startswith("strumica,Strumica,enters,6,4,")


def test_a_ranking_without_a_source_is_that_of_the_network_without_it(sample):
    left = sample.without_sources(["scn-kumanovo"])
    changes = answer("partners", NET, "kumanovo", "--without-source", "scn-kumanovo")["changes"]
    places = {one.id: place for place, one in enumerate(partners(left, "kumanovo"), 1)}
    assert {line["id"]: line["after"]["place"] for line in changes["lines"]} == {
        line["id"]: places[line["id"]] for line in changes["lines"]
    }


def test_which_pilots_are_chosen_without_the_report():
    """Without it only Kumanovo is on record as a member of a programme that means to share."""
    body = answer("pilots", NET, "--without-source", "scn-report-2018")
    assert body["changes"]["left"] == ["ulcinj", "novi-pazar", "elbasan"] and body["changes"]["entered"] == []
    assert body["changes"]["candidates"]["after"] == 1 and body["changes"]["why_none"] is None
    text = run("pilots", NET, "--without-source", "scn-report-2018").stdout
    assert "so it may grow where there are fewer." in " ".join(text.split())


def test_a_source_without_which_nobody_can_be_chosen_is_named():
    """Only one source has a member of the programme; `--any-city` would not need it, and is not asked for."""
    network = small_network(
        [actor("a", "City", "AL"), actor("b", "City", "AL"), {**actor("p", "Programme"), "shares": "yes"}],
        [("a", "MEMBER_OF", "p", {"source": "other"}), ("a", "TWINNED_WITH", "b")], sources=SOURCES,
    )  # fmt: skip
    asked = {"programme": "p", "exclude": ["b"]}
    before = choose_pilots(network, 1, **asked)
    found = pilots_without(network.without_sources(["other"]), 1, before, asked)
    assert [one.id for one in found.changes.left] == ["a"] and found.candidates == (1, 0)
    assert found.why_none.startswith("no city is on record as a member of P; to mend:")
    same = pilots_without(network.without_sources(["page"]), 1, before, asked)
    assert all(one.same for one in same.changes.lines) and same.why_none == ""


def test_who_brokers_without_the_page_of_the_region():
    """Its members are on that page: 50 of the pairs that Strong Cities Network stands between."""
    body = answer("brokers", NET, "--without-source", "scn-western-balkans", "--limit", "2")
    first = body["changes"]["lines"][0]
    assert (first["id"], first["before"], first["after"]) == (
        "scn", {"place": 1, "score": 70.0}, {"place": 2, "score": 20.0},
    )  # fmt: skip
    assert first["parts"] == [{"part": "itinerant", "title": "itinerant", "before": 70.0, "after": 20.0}]
    assert (
        "\n  - Strong Cities Network: itinerant 70 → 20\n"
        in run("brokers", NET, "--without-source", "scn-western-balkans", "--limit", "2").stdout
    )


def test_what_was_asked_of_a_ranking_without_a_source_stands_in_the_answer():
    """Also what no source has to do with, so that the answer can be asked for again."""
    gone = ("--without-source", "birn-2024")
    body = answer("partners", NET, "kumanovo", "--country", "AL", "--weight", "needs=0.3", "--preset", "nearby", *gone)
    assert {name: body[name] for name in ("city", "direction", "preset", "weights", "country")} == {
        "city": "kumanovo", "direction": "gives", "preset": "nearby", "weights": {"needs": 0.3}, "country": "AL",
    }  # fmt: skip
    options = ("--count", "2", "--per-country", "1", "--must", "Peja", "--not", "Čair", "--among", "Peja,Čair,Elbasan")
    body = answer("pilots", NET, *options, "--weight", "reach=1", *gone)
    asked = ("count", "country", "programme", "per_country", "must", "any_city", "weights", "among", "exclude")
    assert {name: body[name] for name in asked} == {
        "count": 2, "country": None, "programme": None, "per_country": 1, "must": ["peja"], "any_city": False,
        "weights": {"reach": 1}, "among": ["peja", "cair", "elbasan"], "exclude": ["cair"],
    }  # fmt: skip
    body = answer("pilots", NET, "--country", "MK", "--programme", "scn", *gone)
    assert (body["country"], body["programme"], body["exclude"]) == ("MK", "scn", [])


def test_two_parts_of_one_title_are_told_apart():
    parts = [Part("one", 0.5, 0.4, "", title="The same"), Part("other", 1.0, 0.6, "", title="The same")]
    before = of_parts("a", "A", parts)
    assert (before.score, before.parts) == (pytest.approx(0.8), {"one": 0.2, "other": 0.6})
    (line,) = rank_changes([before], [of_parts("a", "A", [parts[0], replace(parts[1], value=0.5)])], 1).lines
    assert [(part.part, part.title, part.before, part.after) for part in line.parts] == [
        ("other", "The same", 0.6, 0.3)
    ]


def test_nobody_listed_before_and_after_is_said(tmp_path):
    """One city alone has no partner, with the source and without."""
    (tmp_path / "actors.csv").write_text("id,kind,name,country,source\na,City,A,AL,s\n", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("id,title\ns,A page\n", encoding="utf-8")
    (tmp_path / "ties.csv").write_text("from,tie,to\n", encoding="utf-8")
    said = run("partners", tmp_path, "a", "--without-source", "s").stdout
    assert "\nNobody is listed, neither before nor after.\n" in said and "Nothing changes" not in said


def test_a_source_on_which_nothing_hangs_changes_nothing():
    said = run("partners", NET, "kumanovo", "--without-source", "birn-2024").stdout
    assert "Nothing changes: the same in the same order, with the same scores." in said


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["partners", NET, "kumanovo", "--diverse"], "leave out --why, --diverse and --robust"),
        (["pilots", NET, "--robust"], "leave out --robust"),
        (["brokers", NET, "--robust"], "leave out --robust"),
    ],
    ids=["partners", "pilots", "brokers"],
)
def test_one_question_at_a_time(command, said):
    words = [*command, "--without-source", "birn-2024"]
    assert f"--without-source says what changes; {said}" in run(*words, code=2).stderr


class _Elsewhere:
    """The embedded engine in the place of a server, which holds ties that the network it is asked with does not."""

    def __init__(self, network: Network) -> None:
        self.engine = open_engine(network)

    def run(self, text, parameters=None, *, limits):
        return self.engine.run(text, parameters, limits=limits)

    def ties(self, idents, schema):
        raise AssertionError("no tie is fetched for a count")


@pytest.mark.parametrize(
    "ties",
    [
        pytest.param([], id="none"),
        pytest.param([tie("report"), tie("page")], id="two sources, one publisher"),
        pytest.param([tie("report"), tie("nobody"), tie("nobody", "c", "d")], id="sources without a publisher"),
        pytest.param(
            [tie("report"), tie("other"), tie("nobody"), tie("page", "c", "d"), tie("", "c", "d")],
            id="two publishers and none, and no source",
        ),
        pytest.param([tie("report"), tie("other", says="no"), tie("page", "b", "c", says="no")], id="denied"),
        pytest.param([tie("report", until="2017"), tie("other"), tie("other", "d", "e")], id="over"),
    ],
)
def test_a_server_counts_the_ties_of_a_publisher_as_they_are_counted_here(ties):
    network = net(*ties).as_of()
    bare = net().as_of()  # with the ties that follow from the cells of actors, and no other
    assert len(bare.ties) and bare.ties["derived"].all()
    answered_by(bare, _Elsewhere(network))
    assert resting(bare) == resting(network)


def test_the_place_of_a_claim_is_a_whole_number_where_some_are_over_too():
    """Of a tie that stands the claims that stand are counted, of one that is over those that are over."""
    network = net(
        tie("other"), tie("page", says="no"), tie("other", "c", "d", until="2016"), tie("page", "c", "d", until="2015")
    )
    rows = (
        open_engine(network.as_of())
        .run("MATCH (q:Claim) RETURN q.tie_id AS tie, q.place AS place ORDER BY tie, place")
        .rows
    )
    assert rows == [(f"TWINNED_WITH:{ends}", place) for ends in ("a:b", "c:d") for place in (0, 1)]
    assert all(type(place) is int for _, place in rows)
