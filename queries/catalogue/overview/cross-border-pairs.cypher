// ---
// title: {en: Ties across borders, ar: الصلات عبر الحدود}
// answers: Which countries are how much tied to each other, and by which kinds of tie?
// columns: [country, other, tie, ties]
// ---
MATCH (a)-[t]-(b)
WHERE a.country < b.country AND NOT type(t) IN ['IN_COUNTRY', 'BASED_IN']
RETURN a.country AS country, b.country AS other, type(t) AS tie, count(t) AS ties
ORDER BY country, other, tie
