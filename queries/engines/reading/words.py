"""The words of Cypher: clauses that read, functions that may be called, words that are refused by name."""

from __future__ import annotations

__all__ = [
    "AGGREGATES", "AVOIDED", "CLAUSES", "FORBIDDEN", "FUNCTIONS", "FUNCTIONS_BY_USE", "INSTEAD_OF_CLAUSE", "KEYWORDS",
    "ONLY_ON_A_SERVER", "QUANTIFIERS", "REACHING", "SPACES", "SPELLED",
]  # fmt: skip

CLAUSES = (
    "MATCH", "OPTIONAL", "WHERE", "WITH", "RETURN", "ORDER", "SKIP", "LIMIT", "UNWIND", "UNION", "CALL",
)  # fmt: skip
"""Words that begin a clause."""

KEYWORDS = frozenset(
    """
    AND AS CALL CASE CONTAINS ELSE END ENDS FALSE IN IS MATCH NOT NULL OR RETURN STARTS THEN TRUE UNION UNWIND WHEN
    WHERE WITH XOR
    """.split()
)
"""Words that no operand begins with, unless they are in backticks."""

FORBIDDEN = frozenset(
    """
    ALTER ATTACH BEGIN COMMIT COPY CREATE CSV DELETE DENY DETACH DROP DUMP EXPLAIN EXPORT FOREACH FORMAT GRANT
    IMPORT INSERT INSTALL INTO LOAD MERGE NODETACH ON OUTFILE PERIODIC PRAGMA PROFILE REMOVE RENAME RESTORE REVOKE
    ROLLBACK SET SHOW START STOP TERMINATE TRANSACTIONS UPDATE USE YIELD
    """.split()
)
"""Words of clauses that write, reach out or steer a server. They only decide how a fault is named: a text is run if
the grammar can follow it, and the grammar has no place for them."""

QUANTIFIERS = frozenset({"all", "any", "none", "single"})

FUNCTIONS_BY_USE = {
    "Over all rows of a group": "avg collect count max min percentileCont percentileDisc stDev stDevP sum",
    "Nodes, relationships, paths": """
        elementId endNode id keys labels length nodes properties relationships startNode type""",
    "Values": "coalesce nullIf toBoolean toBooleanOrNull toFloat toFloatOrNull toInteger toIntegerOrNull toString "
              "toStringOrNull valueType",
    "Lists": "head isEmpty last range reverse size tail toBooleanList toFloatList toIntegerList toStringList",
    "Numbers": "abs ceil e exp floor isNaN log log10 pi rand round sign sqrt",
    "Angles": "acos asin atan atan2 cos cot degrees haversin radians sin tan",
    "Text": "bTrim char_length character_length left lower lTrim normalize replace right rTrim split substring toLower "
            "toUpper trim upper",
    "Dates": "date datetime duration localdatetime localtime time timestamp date.truncate datetime.truncate "
             "localdatetime.truncate duration.between duration.inDays duration.inMonths duration.inSeconds",
    "Places": "point point.distance point.withinBBox",
}  # fmt: skip
"""Functions that may be called, as people write them: each computes a value from its arguments and nothing else."""

SPELLED = {name.lower(): name for names in FUNCTIONS_BY_USE.values() for name in names.split()}
FUNCTIONS = frozenset(SPELLED)
"""The same in lower case, as they are compared."""

AGGREGATES = frozenset(FUNCTIONS_BY_USE["Over all rows of a group"].lower().split())

SPACES = frozenset({name.rpartition(".")[0] for name in FUNCTIONS if "." in name} | {"localtime", "time"})
"""What may stand before the dot in the name of a function; anything else is somebody else's and may do anything."""

REACHING = frozenset({"file", "linenumber"})
"""Functions without a dot in their name that tell of files."""

ONLY_ON_A_SERVER = {
    "char_length": "size(…)",
    "character_length": "size(…)",
    "e": "exp(1)",
    "isempty": "size(…) = 0",
    "isnan": "x <> x",
    "lower": "toLower(…)",
    "normalize": "the text as it is: names are stored normalized",
    "nullif": "CASE WHEN a <> b THEN a END",
    "percentilecont": "compute it outside of Cypher",
    "percentiledisc": "compute it outside of Cypher",
    "point.distance": "compare lat and lon",
    "point.withinbbox": "compare lat and lon",
    "stdevp": "stDev(…), which divides by one less",
    "timestamp": "leave it out: the rows would differ from run to run",
    "tobooleanlist": "[x IN list | toBoolean(x)]",
    "tobooleanornull": "toBoolean(…)",
    "tofloatlist": "[x IN list | toFloat(x)]",
    "tofloatornull": "toFloat(…)",
    "tointegerlist": "[x IN list | toInteger(x)]",
    "tointegerornull": "toInteger(…)",
    "tostringlist": "[x IN list | toString(x)]",
    "tostringornull": "toString(…)",
    "upper": "toUpper(…)",
}
"""Functions that a Neo4j server has and the embedded engine has not, with what both understand."""

AVOIDED = ONLY_ON_A_SERVER | {
    "collect_subquery": "CALL (k) { … RETURN collect(…) AS xs }",
    "duration.between": "compare dates: the engines count differently",
    "duration.indays": "compare dates: the engines count differently",
    "duration.inmonths": "compare dates: the engines count differently",
    "duration.inseconds": "compare dates: the engines count differently",
    "elementid": "n.id: this one differs from engine to engine",
    "id": "n.id: this one differs from engine to engine",
    "keys": "n {.id, .name}: an engine adds keys of its own",
    "properties": "n {.id, .name}: an engine adds properties of its own",
    "rand": "leave it out: the rows would differ from run to run",
}
"""Functions that may be called but do not give the same on every engine, with what to write instead."""

INSTEAD_OF_CLAUSE = {
    "FILTER": "WITH … WHERE …",
    "HAVING": "WITH … WHERE …",
    "LET": "WITH *, … AS …",
    "OFFSET": "SKIP",
    "GROUP": "WITH: what is not aggregated is what rows are grouped by",
    "SELECT": "RETURN",
    "FROM": "MATCH",
    "USING": "nothing: a hint to one engine's planner",
    "INTERSECT": "WHERE",
    "EXCEPT": "WHERE NOT",
}
"""Words that people write for a clause, with what Cypher says."""
