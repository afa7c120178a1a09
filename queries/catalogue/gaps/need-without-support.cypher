// ---
// title: {en: Need without support, ar: حاجة بلا دعم}
// answers: Which reported needs has nobody on record to support, within what is needed?
// because: "{actor} is reported to need {practice}; nobody is on record as supporting it in that."
// mend:
//   none: "Find who can support {actor} with {practice}; nobody is on record as offering it."
//   some: "Ask those that offer {practice} ({offering} on record) to support {actor}."
// missing: {tie: SUPPORTS, from: "some Organisation", to: actor}
// certainty: reported
// severity: medium
// key: [practice]
// columns: [actor, practice, country, offering, case, evidence]
// reference: "BIRN, 2019: the referral mechanism in Kosovo's municipalities"
// ---
MATCH (a)-[t:NEEDS]->(p:Practice)
WHERE NOT EXISTS { MATCH (s)-[:SUPPORTS]->(a) } AND NOT EXISTS { MATCH (s)-[:SUPPORTS]->(p) }
OPTIONAL MATCH (a)-[:IN_COUNTRY]->(k:Country)
WITH a, t, p, min(k.id) AS country, COUNT { MATCH (o)-[:OFFERS]->(p) WHERE o.id <> a.id } AS offering
RETURN a.id AS actor, p.id AS practice, country, offering, CASE WHEN offering > 0 THEN 'some' ELSE 'none' END AS case,
       [t.id] AS evidence
ORDER BY country, actor, practice
