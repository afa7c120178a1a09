// ---
// title: {en: One-sided claim, ar: صلة يذكرها طرف واحد}
// answers: Which ties does one side's list lack, although another source has them and that list was read?
// because:
//   en: "A source has {other} tied to {owner}; the list of {owner} was read, and does not name {other}."
//   ar: "يذكر مصدر صلة بين {other} و{owner}؛ وقد قُرئت قائمة {owner}، ولا ذكر فيها لصلة مع {other}."
// mend:
//   en: "Ask {owner} whether the tie to {other} still stands."
//   ar: "اسألوا {owner} هل ما زالت الصلة مع {other} قائمة."
// missing: {tie: "{tie}", from: source, to: target}
// certainty: unrecorded
// columns: [tie, source, target, owner, other, country, evidence]
// reference: "Marsden 1990, Network data and measurement: reciprocity of reports"
// ---
MATCH (v:Coverage)-[:ABOUT]->(b)
WHERE v.declared IN ['full', 'register']
OPTIONAL MATCH (:Source {id: v.source})<-[:CITES]-(q:Claim)
WITH v, b, collect(q.tie_id) AS named
MATCH (b)-[t]-(a)
WHERE type(t) = v.tie AND v.kinds CONTAINS (';' + a.kind + ';') AND coalesce(t.source, '') <> v.source
  AND (t.first_day IS NULL OR v.last_day IS NULL OR t.first_day <= v.last_day)
  AND (t.last_day IS NULL OR v.first_day IS NULL OR t.last_day >= v.first_day)
  AND NOT t.id IN named
MATCH (a)-[:IN_COUNTRY]->(k:Country)<-[:SCOPE]-(v)
RETURN v.tie AS tie, startNode(t).id AS source, endNode(t).id AS target, b.id AS owner, a.id AS other, min(k.id) AS country,
       collect(DISTINCT t.id) AS evidence
ORDER BY tie, owner, other, source
