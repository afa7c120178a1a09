// ---
// title: {en: Conflicts between sources, ar: تعارض بين المصادر}
// answers: Which ties do some sources assert and others deny?
// columns: [tie, source_actor, target_actor, asserting, denying]
// ---
MATCH (a)<-[:FROM_ACTOR]-(q:Claim)-[:TO_ACTOR]->(b)
WITH q.tie_id AS tie, a, b, collect(CASE WHEN q.says = 'yes' THEN q.source END) AS asserting, collect(CASE WHEN q.says = 'no' THEN q.source END) AS denying
WHERE size(asserting) > 0 AND size(denying) > 0
RETURN tie, a.id AS source_actor, b.id AS target_actor, size(asserting) AS asserting, size(denying) AS denying
ORDER BY tie
