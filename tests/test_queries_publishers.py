"""What rests on one publisher, and what is left if a source had not been read."""

from __future__ import annotations

import pytest
from small_network import actor, small_network
from test_liaison_cli import NET, answer, run

from graphmodel.network import Network
from queries.gaps import find_gaps
from queries.publishers import Resting, resting

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
        ([tie("report"), tie("nobody")], Resting(1, 1, "A publisher", 1)),
        ([tie("report"), tie("other", says="no")], Resting(1, 1, "A publisher", 1)),
        ([tie("report", says="no")], Resting(0, 0, "", 0)),
        ([tie("report"), tie("other", "c", "d"), tie("page", "d", "e")], Resting(3, 3, "A publisher", 2)),
    ],
    ids=["nothing", "two pages of one", "two publishers", "no publisher", "one that counts", "a no", "denied", "most"],
)
def test_how_many_ties_rest_on_one_publisher(ties, expected):
    assert resting(net(*ties)) == expected


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
        "ties": 129, "one_publisher": 125, "share": 0.969, "largest": "Strong Cities Network", "by_largest": 58, "unnamed": 0,
    }  # fmt: skip
    text = " ".join(run("gaps", NET, "--country", "RS").stdout.split())
    assert "125 of 129 ties on record (97 %) rest on one publisher alone, 58 of them on Strong Cities Network." in text
