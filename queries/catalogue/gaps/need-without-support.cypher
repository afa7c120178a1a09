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
MATCH (p:Practice)
WHERE NOT EXISTS { MATCH (p)<-[:SUPPORTS]-(s) }
MATCH (p)<-[t:NEEDS]-(a)
WHERE NOT EXISTS { MATCH (a)<-[:SUPPORTS]-(s) }
WITH p, a, collect(DISTINCT t.id) AS said
OPTIONAL MATCH (p)<-[:OFFERS]-(o)
WHERE o.id <> a.id
WITH p, a, said, count(DISTINCT o) AS offering
OPTIONAL MATCH (a)-[:IN_COUNTRY]->(k:Country)
WITH p, a, said, offering, min(k.id) AS country
RETURN a.id AS actor, p.id AS practice, country, offering, CASE WHEN offering > 0 THEN 'some' ELSE 'none' END AS case,
       said AS evidence
ORDER BY country, actor, practice
