// ---
// title: {en: Who is tied to whom, by level, ar: من يرتبط بمن حسب المستوى}
// answers: How many ties of each kind run between which levels?
// columns: [tie, from_level, to_level, ties, actors]
// reference: "Vertical cooperation: Strong Cities Network, 2018"
// ---
MATCH (a)-[t]->(b)
WHERE a.level IS NOT NULL AND b.level IS NOT NULL AND NOT type(t) IN ['IN_COUNTRY', 'BASED_IN']
RETURN type(t) AS tie, a.level AS from_level, b.level AS to_level, count(t) AS ties, count(DISTINCT a) AS actors
ORDER BY ties DESC, tie, from_level, to_level
