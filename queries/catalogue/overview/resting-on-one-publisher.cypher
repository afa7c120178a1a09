// ---
// title: {en: Resting on one publisher, ar: يستند إلى ناشر واحد}
// answers: How many ties does only one publisher report, by publisher and kind of tie? Those that follow from a cell of an actor are left out.
// columns: [publisher, tie, ties]
// ---
MATCH (:Actor)-[t]->(:Actor)
WHERE t.publisher IS NOT NULL AND NOT t.derived
RETURN t.publisher AS publisher, type(t) AS tie, count(t) AS ties
ORDER BY ties DESC, publisher, tie
