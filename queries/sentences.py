"""Sentences of findings: templates of the queries, filled with names from the network, in any language they are in.

A template has `{column}` for a value in words, and `{column:one city|# cities}` for the form that a number asks for:
two forms in English (one, other), four or five in Arabic (one, two, few, other; or one, two, few, many, other), as the
plural rules of CLDR have them; `#` is the number.

A word before the column asks the schema for words: `{count members}` is "5 cities", `{in events}` "at the Forum",
`{those events}` "attendees", `{label property}` the name of a property for people.

On a page of Arabic each value stands in an isolate of its own, so that a name in Latin letters does not turn the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from graphmodel.network import Network
from graphmodel.open_ends import open_end

__all__ = [
    "LANGUAGES",
    "WORDS",
    "Sentences",
    "Templates",
    "choose",
    "figure",
    "isolated",
    "joined",
    "plain",
    "quoted",
    "slots",
    "worded",
]

LANGUAGES = ("en", "ar")
_MOST = 8
WORDS = ("count", "in", "those", "label")
"""What may stand before a column: words that the schema has for its values."""
_SLOT = re.compile(r"\{(?:(" + "|".join(WORDS) + r") )?(\w+)(?::([^{}]*))?\}")
_FORMS = {2: ("one", "other"), 4: ("one", "two", "few", "other"), 5: ("one", "two", "few", "many", "other")}
"""Which categories of number the forms of a slot stand for, by how many forms it has."""
_NOBODY = {"en": "nobody", "ar": "لا أحد"}
_MORE = {"en": "{} more", "ar": "{} غيرها"}
_ACTORS = {"en": "one actor|# actors", "ar": "جهة واحدة|جهتان|# جهات|# جهة"}
_LEVELS_AR = {"international": "الدولي", "national": "الوطني", "subnational": "دون الوطني", "local": "المحلي"}
_WITHIN = {"en": "in", "ar": "في"}
_THOSE_WITHIN = {"en": "members", "ar": "أعضاء"}

Templates = str | Mapping[str, Any]


def slots(template: str) -> list[str]:
    """Names of the columns that a template takes.

    Examples
    --------
    >>> slots("{city} and {peers:one other|# others}")
    ['city', 'peers']
    """
    return [match[2] for match in _SLOT.finditer(template)]


def choose(templates: Templates, row: Mapping[str, Any], lang: str = "en", *, case: str = "case") -> str:
    """The template of a language that fits a row: the one that its column `case` names; English if there is no other.

    Examples
    --------
    >>> choose({"en": {"met": "They met.", "none": "Nothing."}, "ar": {"met": "التقيا."}}, {"case": "met"}, "ar")
    'التقيا.'
    """
    if not isinstance(templates, str) and "en" in templates:
        templates = templates.get(lang, templates["en"])
    if isinstance(templates, str):
        return templates
    named = row.get(case) or row.get("case")
    return str(templates.get(str(named)) or next(iter(templates.values())))


def figure(text: str) -> str:
    """A value as people read it: a number of five digits or more in groups of three.

    Examples
    --------
    >>> figure("105000"), figure("2018"), figure("al;mk")
    ('105,000', '2018', 'al;mk')
    """
    return f"{int(text):,}" if text.isdigit() and len(text) > 4 else text


def worded(value: Any, network: Network, lang: str = "en") -> str:
    """One value in words; for many of one network keep a `Sentences`."""
    return Sentences(network).worded(value, lang)


class Sentences:
    """Fills templates with the names of one network; each name is looked up once.

    Parameters
    ----------
    network : Network
        Where ids have names.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self._known: dict[str, dict[str, str]] = {lang: {} for lang in LANGUAGES}

    def fill(self, template: str, row: Mapping[str, Any], lang: str = "en") -> str:
        """A template with the words that a row stands for.

        Parameters
        ----------
        template : str
            Text with slots in it.
        row : mapping
            Values by column; ids of actors become their names, lists are joined.
        """
        text, asked = _format(template)
        # Most slots hold the name of an actor that was said before, and a large network fills hundreds of thousands.
        known = self._known["en"] if lang == "en" else {}
        said = []
        for name, plain, word, forms in asked:
            value = row.get(name)
            found = known.get(value) if plain and type(value) is str else None
            said.append(found if found is not None else self._filled(value, word, forms, lang))
        return text % tuple(said)

    def _filled(self, value: Any, word: str, forms: tuple[str, ...], lang: str) -> str:
        """What stands for a value in a slot: the form that a number asks for, a word of the schema, or its name."""
        if forms:
            return _numbered(forms, value, lang)
        return str(getattr(self, f"_{word}")(value, lang)) if word else self._slot(value, lang)

    def _slot(self, value: Any, lang: str) -> str:
        """What stands for a value in a slot without a word before it: lists part their own items."""
        return (
            self._listed(value, lang) if isinstance(value, list | tuple) else isolated(self.worded(value, lang), lang)
        )

    def worded(self, value: Any, lang: str = "en") -> str:
        """A value in words: the name of an actor, a number without a needless point, a list with commas."""
        if value is None:
            return _NOBODY[lang]
        if isinstance(value, str):
            return self._text(value, lang)
        if isinstance(value, float):
            return f"{value:g}"
        if isinstance(value, int) and abs(value) >= 10_000:
            return f"{value:,}"
        if isinstance(value, Sequence):
            return self._listed(value, lang)
        return str(value)

    def _text(self, text: str, lang: str) -> str:
        known = self._known[lang]
        found = known.get(text)
        if found is None:
            found = known[text] = self._named(text, lang)
        return found

    def _named(self, text: str, lang: str) -> str:
        if text.startswith("some "):
            return self._open_end(text, lang)
        if text in self.network.schema.nodes and text not in self.network.position:
            plural = self.network.schema.nodes[text].plural
            return (plural.get(lang) if lang != "en" else "") or plural["en"].lower()
        if text in self.network.schema.ties:
            label = self.network.schema.ties[text].label
            return label.get(lang) or label["en"]
        if lang == "ar" and text in _LEVELS_AR and text not in self.network.position:
            return _LEVELS_AR[text]
        return self.network.told_apart(text, lang)

    def _listed(self, values: Sequence[Any], lang: str) -> str:
        """Names one after another; offices of several countries with theirs, and apart where a name has a comma."""
        distinct = list(dict.fromkeys(values)) if all(isinstance(value, str) for value in values) else list(values)
        countries = [self._country(value) for value in distinct]
        apart = len(set(countries)) > 1
        shown = [
            isolated(self.network.placed(value, lang) if apart and code else self.worded(value, lang), lang)
            for value, code in zip(distinct[:_MOST], countries, strict=False)
        ]
        if len(distinct) > _MOST:
            shown.append(_MORE[lang].format(len(distinct) - _MOST))
        return joined(shown, lang)

    # words of the schema

    def _count(self, values: Any, lang: str) -> str:
        """So many of their kind: of the nearest that all of them are."""
        found = list(dict.fromkeys(values or ()))
        return self.counted(len(found), self._common(found), lang)

    def counted(self, number: int, kind: str, lang: str = "en") -> str:
        """A number of actors of a kind in words; of actors if the kind is blank."""
        if not kind:
            forms = _ACTORS[lang]
        else:
            spec = self.network.schema.nodes[kind]
            forms = spec.counted.get(lang) or _countable(spec.label, spec.plural, lang)
        return _numbered(tuple(forms.split("|")), number, lang)

    def _common(self, values: Sequence[Any]) -> str:
        schema = self.network.schema
        chains = [schema.ancestors(kind) for kind in dict.fromkeys(map(self._kind, values))]
        return next((kind for kind in chains[0] if all(kind in chain for chain in chains)), "") if chains else ""

    def _kind(self, value: Any) -> str:
        row = self.network.position.get(value) if isinstance(value, str) else None
        return "" if row is None else self._kinds[row]

    @cached_property
    def _kinds(self) -> list[str]:
        kinds: list[str] = self.network.actors["kind"].astype(object).tolist()
        return kinds

    def _word(self, field: str, value: Any, lang: str, otherwise: Mapping[str, str]) -> str:
        """A word that the kind of an actor, or what that is a kind of, has for something."""
        nodes = self.network.schema.nodes
        labels = (getattr(nodes[kind], field) for kind in self.network.schema.ancestors(self._kind(value)))
        return next((str(label[lang]) for label in labels if lang in label), otherwise[lang])

    def _in(self, values: Any, lang: str) -> str:
        """Names behind the word for being in them: at an event, in a programme."""
        by_word: dict[str, list[Any]] = {}
        for value in [values] if isinstance(values, str) else values or ():
            by_word.setdefault(self._word("within", value, lang, _WITHIN), []).append(value)
        return joined([f"{word} {self._listed(some, lang)}" for word, some in by_word.items()], lang)

    def _those(self, values: Any, lang: str) -> str:
        """Who is in one, such as attendees; of several, by the first."""
        first = values if isinstance(values, str) else next(iter(values or ()), None)
        return self._word("those_within", first, lang, _THOSE_WITHIN)

    def _label(self, value: Any, lang: str) -> str:
        """The name of a property for people; the text itself if nothing says another."""
        name = str(value)
        labels = self.network.property_label(name)
        if lang != "en" and labels.get(lang):
            return labels[lang]
        told = name in self.network.schema.node_properties or labels["en"] != name[:1].upper() + name[1:]
        return labels["en"].lower() if told else isolated(name, lang)

    def _country(self, value: Any) -> str:
        row = self.network.position.get(value) if isinstance(value, str) else None
        if row is None:
            return ""
        return self._countries[row]

    @cached_property
    def _countries(self) -> list[str]:
        """By actor, the country that its name needs: that of one at the national level which is no place."""
        actors = self.network.actors
        told = (actors["level"] == "national") & ~actors["kind"].isin(list(self.network.schema.places))
        return actors["country"].astype(object).where(told, "").tolist()

    def _open_end(self, text: str, lang: str) -> str:
        end = open_end(text)
        if end is None or end.kind not in self.network.schema.nodes:
            return text
        labels = self.network.schema.nodes[end.kind].label
        country = self._text(end.country, lang) if end.country else ""
        if lang == "ar":
            return labels.get("ar", labels["en"]) + (f" في {country}" if country else "")
        label = labels["en"].lower()
        return f"{'an' if label[0] in 'aeio' else 'a'} {label}" + (f" of {country}" if country else "")


@lru_cache(maxsize=1024)
def _format(template: str) -> tuple[str, tuple[tuple[str, bool, str, tuple[str, ...]], ...]]:
    """A template for `%`; and of each slot its column, whether a name will do, what is asked of the schema, and its forms."""
    text, at, found = "", 0, []
    for match in _SLOT.finditer(template):
        text += template[at : match.start()].replace("%", "%%") + "%s"
        word, forms = match[1] or "", tuple(match[3].split("|")) if match[3] is not None else ()
        found.append((match[2], not word and not forms, word, forms))
        at = match.end()
    return text + template[at:].replace("%", "%%"), tuple(found)


def _countable(label: Mapping[str, str], plural: Mapping[str, str], lang: str) -> str:
    """Forms of a number for a kind that does not say its own; in Arabic one that is right for every number."""
    if lang == "en":
        return f"one {label['en'].lower()}|# {plural['en'].lower()}"
    return f"# من {plural.get(lang) or label.get(lang) or plural['en']}"


def isolated(text: str, lang: str) -> str:
    """A text that keeps its own direction in a line of Arabic; itself on a page of English, or if it is blank."""
    return f"\u2068{text}\u2069" if lang == "ar" and text else text


def _numbered(forms: tuple[str, ...], value: Any, lang: str) -> str:
    return _of_number(forms, len(value) if isinstance(value, list | tuple) else int(value or 0), lang)


@lru_cache(maxsize=4096)
def _of_number(forms: tuple[str, ...], number: int, lang: str) -> str:
    names = _FORMS.get(len(forms), ("other",))
    category = _category(number, lang)
    return forms[names.index(category) if category in names else -1].replace("#", f"{number:,}")


@lru_cache(maxsize=4096)
def _category(number: int, lang: str) -> str:
    from babel import Locale

    return str(Locale(lang).plural_form(number))


_DIRECTIONS = dict.fromkeys(map(ord, "\u2068\u2069\u200f"))


def quoted(title: str, lang: str) -> str:
    """The title of a work in the quotation marks of a language.

    Examples
    --------
    >>> quoted("A report", "en"), plain(quoted("A report", "ar"))
    ('“A report”', '«A report»')
    """
    return f"«{isolated(title, lang)}»" if lang == "ar" else f"“{title}”"


def plain(text: str) -> str:
    """A text without the marks of direction, for a letter that a terminal shows."""
    return text.translate(_DIRECTIONS)


def joined(words: Sequence[str], lang: str = "en") -> str:
    """Words one after another, with an "and" before the last; apart by semicolons where one has a comma or an "and".

    Examples
    --------
    >>> joined(["Peja", "Budva", "Viti"]), joined(["Exchange in Elbasan, 2021", "Forum"]), joined(["أ", "ب"], "ar")
    ('Peja, Budva and Viti', 'Exchange in Elbasan, 2021; and Forum', 'أ وب')
    """
    if len(words) < 2:
        return "".join(words)
    if lang == "ar":
        return "، ".join(words[:-1]) + f" و{words[-1]}"
    if any("," in word or " and " in word for word in words):
        return "; ".join(words[:-1]) + f"; and {words[-1]}"
    return ", ".join(words[:-1]) + f" and {words[-1]}"
