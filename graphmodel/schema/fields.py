"""Fields of the file of a kind, and what each means: the reader takes these and no others, and the reference lists them."""

from __future__ import annotations

__all__ = ["NODE_FIELDS", "PROPERTY_FIELDS", "TIE_FIELDS"]

NODE_FIELDS = {
    "label": "Its name for people, by language; English is needed.",
    "plural": "The name of several; the label without.",
    "description": "What it is, in a sentence, by language.",
    "counted": "So many of it, in the forms that a number asks for: `one city|# cities`; in Arabic one, two, few, many, other.",
    "within": "The word for being in one, by language, such as at; in without.",
    "those_within": "Who is in one, by language, such as attendees; members without.",
    "level": "international, national, subnational or local; that of what it is (`is_a`), else local, without.",
    "is_a": "The kind that it is a kind of: it has its properties, its ties, and is found where that is asked for.",
    "synonyms": "Other words that tables of one's own have for it.",
    "in_names": "Words in a name that tell an actor of this kind, such as council.",
    "positions": "Words in a person's position that tell an office of this kind, such as mayor; the person is left out.",
    "sits_in": "Kinds of organisation that an office of this kind may sit in; a position in any other is none of the office.",
    "place": "true if it is a place: it is there whatever day is asked about.",
    "person": "true if an actor of it is an office that one person holds.",
    "properties": "Columns of the actors sheet for it, by name: see below.",
    "style": "`colour`, as #0072B2, and `shape` on the map.",
}
"""Of a kind of actor."""

TIE_FIELDS = {
    "label": "Its name from source to target, by language; English is needed.",
    "inverse": "Its name from target to source; the label without.",
    "description": "What it says, in a sentence, by language.",
    "ends": "A list of `{from: Kind, to: Kind}`; `any` is any kind, and lists of kinds may stand on both sides.",
    "directed": "false if it runs both ways alike; true without.",
    "happens": "true if it happens, and stays on record from its date on; a state without, which holds from since to until.",
    "undated": "always, or from_source: a claim without a date counts from its source's date on.",
    "between": "levels if it should run between levels, level if within one: a view may ask for all of these.",
    "derived": "`{column: country or city, row_is: from or to}`: it follows from that cell of the actors sheet.",
    "acts_for": "from or to: the end on whose behalf the other one acts.",
    "family": "Its group in the legend of the map.",
    "style": "`colour`, as #0072B2, and `width` of its line.",
}
"""Of a kind of tie."""

PROPERTY_FIELDS = {
    "type": "The type of its values; text without.",
    "label": "Its name for people, by language; made from the name without.",
    "description": "What it says.",
    "unit": "The unit of a number, such as persons.",
    "example": "A value as it would be written in a cell.",
    "context": "true if two actors are alike when they are alike in it.",
}
"""Of a property of a kind of actor."""
