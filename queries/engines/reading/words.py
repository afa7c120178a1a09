"""The words of Cypher: clauses that read, functions that may be called, words that are refused by name."""

from __future__ import annotations

__all__ = ["AGGREGATES", "AVOIDED", "CLAUSES", "FORBIDDEN", "FUNCTIONS", "INSTEAD_OF_CLAUSE", "KEYWORDS", "QUANTIFIERS"]

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

AGGREGATES = frozenset(
    "avg collect count max min percentilecont percentiledisc stdev stdevp sum".split(),
)

FUNCTIONS = AGGREGATES | frozenset(
    """
    coalesce elementid endnode head id isempty keys labels last length nodes nullif properties relationships size
    startnode timestamp toboolean tobooleanornull tofloat tofloatornull tointeger tointegerornull tostring
    tostringornull type valuetype
    range reverse tail tobooleanlist tofloatlist tointegerlist tostringlist
    abs ceil e exp floor isnan log log10 pi rand round sign sqrt
    acos asin atan atan2 cos cot degrees haversin radians sin tan
    btrim char_length character_length left lower ltrim normalize replace right rtrim split substring tolower toupper
    trim upper
    date datetime duration localdatetime localtime time
    date.truncate datetime.truncate localdatetime.truncate
    duration.between duration.indays duration.inmonths duration.inseconds
    point point.distance point.withinbbox
    """.split()
)
"""Functions that may be called, in lower case: each computes a value from its arguments and nothing else."""

AVOIDED = {
    "collect_subquery": "CALL (k) { … RETURN collect(…) AS xs }",
    "duration.between": "compare dates: the engines count differently",
    "duration.indays": "compare dates: the engines count differently",
    "duration.inmonths": "compare dates: the engines count differently",
    "duration.inseconds": "compare dates: the engines count differently",
    "elementid": "n.id: this one differs from engine to engine",
    "id": "n.id: this one differs from engine to engine",
    "isempty": "size(…) = 0",
    "keys": "n {.id, .name}: an engine adds keys of its own",
    "percentilecont": "compute it outside of Cypher",
    "percentiledisc": "compute it outside of Cypher",
    "properties": "n {.id, .name}: an engine adds properties of its own",
    "rand": "leave it out: the rows would differ from run to run",
    "timestamp": "leave it out: the rows would differ from run to run",
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
