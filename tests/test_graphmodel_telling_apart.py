"""Names tell actors apart: in every list, in both languages, whatever the actors are called."""

from __future__ import annotations

import pytest
from command import run, words
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.network import Network
from queries.sentences import Sentences

COUNTRIES = {"al": "AL", "mk": "MK", "rs": "RS", "me": "ME"}


def ministries() -> Network:
    """Four of one name in four countries, one with a name of its own, two of one name in one country."""
    return small_network(
        [
            *({**actor(ident, "Ministry", code), "name": "Ministry of Interior", "name_ar": "وزارة الداخلية"}
              for ident, code in COUNTRIES.items()),
            actor("tirana", "City", "AL"), {**actor("one", "Organisation"), "name": "Centre"},
            {**actor("two", "Organisation"), "name": "Centre"},
        ],
        [(ident, "COOPERATES_WITH", "tirana") for ident in COUNTRIES],
    )  # fmt: skip


def test_a_name_that_another_has_too_has_its_country_beside_it_or_its_id():
    network = ministries()
    assert network.told_apart("al") == "Ministry of Interior (AL)" == network.placed("al")
    assert network.told_apart("al", "ar") == "وزارة الداخلية (ألبانيا)"
    assert (network.told_apart("tirana"), network.placed("tirana")) == ("Tirana", "Tirana (AL)")
    assert [network.told_apart(ident) for ident in ("one", "two")] == ["Centre [one]", "Centre [two]"]
    assert network.placed("one") == "Centre [one]" and network.told_apart("nobody") == "nobody"
    assert network.placed("AL") == network.name_of("AL")


def test_a_sentence_and_a_list_in_it_tell_them_apart():
    said = Sentences(ministries()).fill
    assert said("{a} and {b}.", {"a": "al", "b": "tirana"}) == "Ministry of Interior (AL) and Tirana."
    assert (
        said("{a}", {"a": ["al", "mk", "tirana"]}) == "Ministry of Interior (AL), Ministry of Interior (MK) and Tirana"
    )


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "A (MK)", "A [x1]", "B"]), st.sampled_from(["", "MK", "AL"]), st.booleans()),
        max_size=8,
    )
)
def test_no_two_names_are_the_same(rows):
    network = small_network([
        {**actor(f"x{at}", "Organisation", country), "name": name, "name_ar": "أ" if arabic else ""}
        for at, (name, country, arabic) in enumerate(rows)
    ])  # fmt: skip
    ids = network.actors["id"].tolist()
    for lang in ("en", "ar"):
        assert len({network.told_apart(ident, lang) for ident in ids}) == len(ids)
        assert len({network.placed(ident, lang) for ident in ids}) == len(ids)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    import loaders

    path = tmp_path_factory.mktemp("net") / "net"
    loaders.save(ministries(), path)
    return path


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("compare", "NET", "--from", "2017", "--to", "2018-12-31"), "Ministry of Interior (MK) – cooperates with – Tirana"),
        (("show", "NET", "tirana"), "cooperates with Ministry of Interior (RS)"),
        (("whatif", "NET", "--add", "mk PARTNERS_WITH rs"), "Ministry of Interior (MK) partners with Ministry of Interior (RS)"),
        (("brokers", "NET"), "Ministry of Interior (AL) and Ministry of Interior (ME) for one"),
        (("brokers", "NET", "--robust", "--draws", "2"), "Ministry of Interior (AL) and Ministry of Interior (ME) for one"),
        (("ask", "NET"), "To: Centre [two] We keep a record"),
        (("gaps", "NET", "--all"), "No tie of Centre [one] to anybody"),
    ],
    ids=lambda asked: " ".join(asked[:1]) if isinstance(asked, tuple) else "",
)  # fmt: skip
def test_every_answer_tells_them_apart(folder, asked, said):
    """No answer names one of the four without its country."""
    text = words(run(*(str(folder) if word == "NET" else word for word in asked)).stdout)
    assert said in text
    assert "Ministry of Interior" not in text.replace("Ministry of Interior (", "")
