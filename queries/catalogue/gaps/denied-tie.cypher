// ---
// title: {en: A source says no, ar: مصدر ينفي الصلة}
// answers: Which ties does a source deny that nobody asserts?
// because:
//   en: "A source denies this tie: {source} {tie} {target}."
//   ar: "مصدر ينفي هذه الصلة: {source} {tie} {target}."
// mend:
//   en: "Ask {source} and {target} whether it still holds, and whether both want the tie."
//   ar: "اسألوا {source} و{target} هل ما زال الأمر كذلك، وهل يرغب الطرفان في الصلة."
// missing: {tie: "{tie}", from: source, to: target}
// yields: true
// columns: [tie, source, target, country]
// reference: "Marsden 1990, Network data and measurement: ties that informants deny"
// ---
MATCH (a)<-[:FROM_ACTOR]-(q:Claim)-[:TO_ACTOR]->(b)
WHERE q.says = 'no' AND NOT a.ended AND NOT b.ended
  AND NOT EXISTS { MATCH (a)-[t]->(b) WHERE type(t) = q.tie }
RETURN DISTINCT q.tie AS tie, a.id AS source, b.id AS target,
       CASE WHEN b.country IS NULL OR a.country = b.country THEN a.country WHEN a.country IS NULL THEN b.country END AS country
ORDER BY tie, source, target
