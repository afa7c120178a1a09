// ---
// title: {en: One-sided claim, ar: صلة يذكرها طرف واحد}
// answers: Which ties does one side's list lack, although another source has them and that list was read?
// because: "A source has {other} tied to {owner}; the list of {owner} was read, and does not name {other}."
// mend: "Ask {owner} whether the tie to {other} still stands."
// missing: {tie: "{tie}", from: source, to: target}
// certainty: unrecorded
// columns: [tie, source, target, owner, other, country, evidence]
// reference: "Marsden 1990, Network data and measurement: reciprocity of reports"
// ---
MATCH (v:Coverage)-[:ABOUT]->(b)
MATCH (b)-[t]-(a)
WHERE type(t) = v.tie AND v.declared IN ['full', 'register'] AND (coalesce(v.of_kind, '') = '' OR v.of_kind IN labels(a))
  AND coalesce(t.source, '') <> v.source
  AND NOT EXISTS { MATCH (q:Claim) WHERE q.tie_id = t.id AND q.source = v.source }
OPTIONAL MATCH (a)-[:IN_COUNTRY]->(k:Country)
RETURN v.tie AS tie, startNode(t).id AS source, endNode(t).id AS target, b.id AS owner, a.id AS other, min(k.id) AS country,
       collect(DISTINCT t.id) AS evidence
ORDER BY tie, owner, other
