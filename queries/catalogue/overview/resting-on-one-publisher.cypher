// ---
// title: {en: Resting on one publisher, ar: يستند إلى ناشر واحد}
// answers: How many ties does only one publisher report, by publisher and kind of tie?
// columns: [publisher, tie, ties]
// ---
MATCH (a)-[t]->(b)
WHERE t.publisher IS NOT NULL
RETURN t.publisher AS publisher, type(t) AS tie, count(t) AS ties
ORDER BY ties DESC, publisher, tie
