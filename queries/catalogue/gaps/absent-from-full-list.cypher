// ---
// title: {en: Absent from a full list, ar: غير مدرج في قائمة كاملة}
// answers: Who is in the scope of a full list of ties, and not on it?
// because:
//   en: "{actor} ({country}) is in the scope of the full list of who is tied to {subject}, and is not on it."
//   ar: "{actor} ({country}) ضمن نطاق القائمة الكاملة للجهات المرتبطة مع {subject}، ولا ذكر فيها لهذه الجهة."
// mend:
//   en: "Ask {subject} whether {actor} was left out on purpose, and bring the two together."
//   ar: "اسألوا {subject} هل كان غياب {actor} عن القائمة مقصودًا، واجمعوا بين الطرفين."
// missing: {tie: "{tie}", from: source, to: target}
// yields: true
// columns: [tie, source, target, actor, subject, country, evidence]
// reference: "What a full list is: docs/certainty.md"
// ---
MATCH (v:Coverage)-[:ABOUT]->(x)
WHERE v.holds AND v.list IN ['full', 'register']
MATCH (v)-[:SCOPE]->(k:Country)<-[:IN_COUNTRY]-(a)
WHERE a.id <> x.id AND NOT a.ended AND v.kinds CONTAINS (';' + a.kind + ';')
  AND NOT EXISTS { MATCH (a)-[t]-(x) WHERE type(t) = v.tie }
  AND NOT EXISTS { MATCH (a)<-[:FROM_ACTOR]-(q:Claim)-[:TO_ACTOR]->(x) WHERE q.tie = v.tie AND q.source = v.source AND q.says = 'yes' }
  AND NOT EXISTS { MATCH (a)<-[:TO_ACTOR]-(q:Claim)-[:FROM_ACTOR]->(x) WHERE q.tie = v.tie AND q.source = v.source AND q.says = 'yes' }
WITH v.tie AS tie, v.listed AS listed, a, x, k, collect(DISTINCT v.source) AS evidence
RETURN tie, CASE WHEN listed = 'from' THEN a.id ELSE x.id END AS source,
       CASE WHEN listed = 'from' THEN x.id ELSE a.id END AS target, a.id AS actor, x.id AS subject, k.id AS country, evidence
ORDER BY tie, subject, actor, source
