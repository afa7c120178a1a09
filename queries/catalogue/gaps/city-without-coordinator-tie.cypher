// ---
// title: {en: City without a tie to its national coordinator, ar: مدينة بلا صلة بالمنسق الوطني}
// answers: Which cities have no vertical cooperation with the coordinator of their country on record?
// because:
//   none: "{city} has no tie to {coordinator} on record."
//   some: "{city} has no tie to {coordinator} on record; {peers} other cities of {country} have one."
//   one: "{city} has no tie to {coordinator} on record; one other city of {country} has."
//   met: "{city} and {coordinator} have met, and no lasting tie between them is on record."
// mend: "Introduce {city} to {coordinator}."
// missing: {tie: COOPERATES_WITH, from: coordinator, to: city}
// reference: "Strong Cities Network, report on the Western Balkans Resilience Forum, 2018: panel on vertical cooperation"
// columns: [coordinator, city, country, peers, met, case, evidence]
// ---
MATCH (n:NationalCoordinator)-[:IN_COUNTRY]->(k:Country)
WITH n, k, COUNT { MATCH (n)-[t:COOPERATES_WITH]-(:City) WHERE coalesce(t.form, '') <> 'met' } AS peers
MATCH (c:City)-[:IN_COUNTRY]->(k)
WHERE NOT EXISTS { MATCH (n)-[t:COOPERATES_WITH]-(c) WHERE coalesce(t.form, '') <> 'met' }
OPTIONAL MATCH (n)-[m:COOPERATES_WITH]-(c)
WITH n, k, c, peers, min(m.id) AS met
RETURN n.id AS coordinator, c.id AS city, k.id AS country, peers, met,
       CASE WHEN met IS NOT NULL THEN 'met' WHEN peers = 1 THEN 'one' WHEN peers > 0 THEN 'some' ELSE 'none' END AS case,
       [x IN [met] WHERE x IS NOT NULL] AS evidence
ORDER BY country, coordinator, city
