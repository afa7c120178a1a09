// ---
// title: {en: Reach of its learning, ar: مدى وصول الخبرة}
// answers: Which cities are tied so that one would hear of what the other learned?
// columns: [city, other, tie, evidence]
// weight: 0.50
// set: reach
// steps: 2
// reference: "Reach within two steps; a judgement. Twinning is what cities did, not what they learned."
// ---
MATCH (a:City)-[t:SHARES_LEARNING_WITH|PARTNERS_WITH|TWINNED_WITH]-(b:City)
WHERE a.id < b.id AND coalesce(t.form, '') <> 'met'
RETURN a.id AS city, b.id AS other, type(t) AS tie, collect(DISTINCT t.id) AS evidence
ORDER BY city, other, tie
