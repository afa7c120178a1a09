// ---
// title: {en: Absent from a full list, ar: غير مدرج في قائمة كاملة}
// answers: Who is in the scope of a full list of ties, and not on it?
// because: "{actor} ({country}) is in the scope of the full list of who is tied to {subject}, and is not on it."
// mend: "Ask {subject} whether {actor} was left out on purpose, and bring the two together."
// missing: {tie: "{tie}", from: source, to: target}
// columns: [tie, source, target, actor, subject, country, evidence]
// reference: "What a full list is: docs/certainty.md"
// ---
MATCH (v:Coverage)-[:ABOUT]->(x)
WHERE v.list IN ['full', 'register'] AND NOT (v.tie = 'TOOK_PART_IN' AND v.of_kind = 'NationalCoordinator')
MATCH (v)-[:SCOPE]->(k:Country)<-[:IN_COUNTRY]-(a)
WHERE a.id <> x.id AND (coalesce(v.of_kind, '') = '' OR v.of_kind IN labels(a))
  AND NOT EXISTS { MATCH (a)-[t]-(x) WHERE type(t) = v.tie }
WITH v.tie AS tie, a, x, k, collect(DISTINCT v.source) AS listed
RETURN tie, a.id AS source, x.id AS target, a.id AS actor, x.id AS subject, k.id AS country, listed AS evidence
ORDER BY tie, subject, actor
