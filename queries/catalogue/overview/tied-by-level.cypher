// ---
// title: {en: "Who is tied to whom, by level", ar: من يرتبط بمن حسب المستوى}
// answers: How many ties of each kind run between which levels, and how many actors have one?
// columns: [tie, upper, lower, ties, actors]
// reference: "Vertical cooperation: Strong Cities Network, 2018"
// ---
MATCH (a)-[t]->(b)
WHERE a.level IS NOT NULL AND b.level IS NOT NULL AND NOT type(t) IN ['IN_COUNTRY', 'BASED_IN', 'ACTS_FOR']
WITH type(t) AS tie, t.id AS ident, a.id AS one, b.id AS other,
     [level IN ['international', 'national', 'subnational', 'local'] WHERE level = a.level OR level = b.level] AS levels
UNWIND [one, other] AS actor
RETURN tie, levels[0] AS upper, levels[size(levels) - 1] AS lower, count(DISTINCT ident) AS ties,
       count(DISTINCT actor) AS actors
ORDER BY ties DESC, tie, upper, lower
