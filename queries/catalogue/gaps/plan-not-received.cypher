// ---
// title: {en: Plan not received, ar: خطة لم تصل}
// answers: Which cities are not on record as having received a plan of their country that is in force, or that a source says they lack?
// because:
//   said: "A source says that {city} has not received {plan}."
//   some: "{city} is not on record as having received {plan}; {peers} other cities are."
//   one: "{city} is not on record as having received {plan}; one other city is."
//   none: "{city} is not on record as having received {plan}, which is meant for its country."
// mend: "Send {plan} to {city}, and note the day."
// missing: {tie: RECEIVED, from: city, to: plan}
// foreseen: plan
// parameters: {as_of: {type: date, default: "9999-12-31", description: "The day that is asked about; a plan that has ended before it is skipped, unless a source says it is lacking."}}
// columns: [city, plan, country, peers, case]
// reference: "BIRN on Viti, 2024: the assembly had not received the national strategy"
// ---
MATCH (p:Plan)-[:IN_COUNTRY]->(k:Country)
WHERE p.level = 'national'
WITH p, k, COUNT { MATCH (:City)-[:RECEIVED]->(p) } AS peers, (p.last_day IS NULL OR p.last_day >= date($as_of)) AS running
MATCH (c:City)-[:IN_COUNTRY]->(k)
WHERE NOT EXISTS { MATCH (c)-[:RECEIVED]->(p) }
WITH p, k, c, peers, running, EXISTS { MATCH (c)<-[:FROM_ACTOR]-(q:Claim)-[:TO_ACTOR]->(p) WHERE q.tie = 'RECEIVED' AND q.says = 'no' } AS said
WHERE said OR running
RETURN c.id AS city, p.id AS plan, k.id AS country, peers,
       CASE WHEN said THEN 'said' WHEN peers = 1 THEN 'one' WHEN peers > 0 THEN 'some' ELSE 'none' END AS case
ORDER BY country, plan, city
