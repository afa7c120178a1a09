// ---
// title: {en: "City and national body on one subject", ar: "مدينة وجهة وطنية في موضوع واحد"}
// answers: Which city and which national body of its country work in the same programme or on the same practice, with no tie between them on record?
// because:
//   en:
//     some: "{city} and {body} both have to do with {subjects}; no tie between them is on record, while {peers:one other city has|# other cities have} one to {body}."
//     none: "{city} and {body} both have to do with {subjects}; no tie between them is on record."
//   ar:
//     some: "لكل من {city} و{body} شأن في {subjects}؛ ولا صلة مسجلة بينهما، في حين أن {peers:لمدينة أخرى واحدة|لمدينتين أخريين|# مدن أخرى لها|# مدينة أخرى لها} صلة مع {body}."
//     none: "لكل من {city} و{body} شأن في {subjects}؛ ولا صلة مسجلة بينهما."
// mend:
//   en: "Introduce {city} to {body} over {subjects}."
//   ar: "عرّفوا {city} على {body} حول {subjects}."
// missing: {tie: COOPERATES_WITH, from: body, to: city}
// weight: shared
// weighs: "programmes and practices that the two share"
// columns: [city, body, country, subjects, shared, peers, case, evidence]
// reference: "Cross-level fit: Bodin 2017, Collaborative environmental governance, Science 357; Strong Cities Network report of 2018, vertical cooperation"
// ---
MATCH (s)-[u:MEMBER_OF|PILOTS|OFFERS|NEEDS|SUPPORTS]-(b)
WHERE (s:Programme OR s:Practice) AND NOT s.ended AND NOT b.ended AND b.level = 'national'
  AND (b:NationalCoordinator OR b:Ministry OR b:Organisation OR b:CoordinationBody OR b:Authority)
MATCH (s)-[t:MEMBER_OF|PILOTS|OFFERS|NEEDS|SUPPORTS]-(x)
MATCH (x)-[:ACTS_FOR*0..1]->(c:City)
WHERE NOT c.ended AND c.country = b.country
  AND NOT EXISTS { MATCH (b)-[y:COOPERATES_WITH]-(c) WHERE coalesce(y.form, '') <> 'met' }
  AND NOT EXISTS { MATCH (b)-[y:COOPERATES_WITH]-()-[:ACTS_FOR]->(c) WHERE coalesce(y.form, '') <> 'met' }
WITH b, c, collect(DISTINCT s.id) AS subjects, collect(DISTINCT t.id) + collect(DISTINCT u.id) AS evidence
WITH b, c, subjects, evidence, COUNT { MATCH (b)-[y:COOPERATES_WITH]-(:City) WHERE coalesce(y.form, '') <> 'met' } AS peers
RETURN c.id AS city, b.id AS body, c.country AS country, subjects, size(subjects) AS shared, peers,
       CASE WHEN peers > 0 THEN 'some' ELSE 'none' END AS case, evidence
ORDER BY country, body, city
