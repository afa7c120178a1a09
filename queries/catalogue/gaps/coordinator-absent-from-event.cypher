// ---
// title: {en: Coordinator absent from an event where its peers were, ar: منسق وطني غائب عن فعالية حضرها نظراؤه}
// answers: Which countries in the scope of a full list of coordinators at an event have no coordinator on that list?
// because:
//   office: "The coordinators of {peers} other countries are listed at {event}; {coordinator} ({country}) is not on that list."
//   nobody: "The coordinators of {peers} other countries are listed at {event}; none of {country} is on that list."
// mend:
//   office: "Ask {coordinator} whether it was invited, and invite it to the next such event together with its peers."
//   nobody: "Find out which office coordinates prevention in {country}, and invite it to the next such event."
// identity: [event, country]
// missing: {tie: TOOK_PART_IN, from: coordinator, to: event}
// severity: high
// weight: cities
// reference: "Strong Cities Network, report on the Western Balkans Resilience Forum, 2018: panel of national coordinators"
// columns: [event, coordinator, country, peers, cities, case, evidence]
// ---
MATCH (v:Coverage)-[:ABOUT]->(e:Event)
WHERE v.tie = 'TOOK_PART_IN' AND v.of_kind = 'NationalCoordinator' AND v.list IN ['full', 'register']
WITH v, e, COUNT { MATCH (:NationalCoordinator)-[:TOOK_PART_IN]->(e) } AS peers
MATCH (v)-[:SCOPE]->(k:Country)
WHERE NOT EXISTS { MATCH (n:NationalCoordinator)-[:IN_COUNTRY]->(k) WHERE EXISTS { MATCH (n)-[:TOOK_PART_IN]->(e) } }
OPTIONAL MATCH (n:NationalCoordinator)-[:IN_COUNTRY]->(k)
WITH e, k, peers, min(n.id) AS office, collect(DISTINCT v.source) AS listed
RETURN e.id AS event, coalesce(office, 'some NationalCoordinator in ' + k.id) AS coordinator, k.id AS country, peers,
       COUNT { MATCH (:City)-[:IN_COUNTRY]->(k) } AS cities,
       CASE WHEN office IS NULL THEN 'nobody' ELSE 'office' END AS case, listed AS evidence
ORDER BY event, country
