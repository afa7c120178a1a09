// ---
// title: {en: Resting on one source, ar: يستند إلى مصدر واحد}
// answers: How many ties rest on a single source, by source and kind of tie?
// columns: [source, tie, ties]
// ---
MATCH (a)-[t]->(b)
WHERE t.sources = 1 AND coalesce(t.cited, '') <> ''
RETURN t.cited AS source, type(t) AS tie, count(t) AS ties
ORDER BY ties DESC, source, tie
