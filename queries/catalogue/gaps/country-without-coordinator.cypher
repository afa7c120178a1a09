// ---
// title: {en: Country without a national coordinator, ar: دولة بلا منسق وطني}
// answers: Which countries with a city, inside the scope of a full list of coordinators, have no coordinator on record?
// because: "{country} has {cities} cities here and no national coordinator on record, and is in the scope of a full list of them."
// mend: "Find out which office coordinates prevention in {country}, and add it."
// missing: {tie: IN_COUNTRY, from: "some NationalCoordinator", to: country}
// certainty: observed
// severity: high
// weight: cities
// reference: "Strong Cities Network, report on the Western Balkans Resilience Forum, 2018: national coordinators"
// columns: [country, cities, evidence]
// ---
MATCH (v:Coverage)-[:SCOPE]->(k:Country)
WHERE v.of_kind = 'NationalCoordinator' AND v.list IN ['full', 'register']
WITH k, collect(DISTINCT v.source) AS listed
WHERE NOT EXISTS { MATCH (:NationalCoordinator)-[:IN_COUNTRY]->(k) }
MATCH (c:City)-[:IN_COUNTRY]->(k)
WITH k, listed, count(DISTINCT c) AS cities
RETURN k.id AS country, cities, listed AS evidence
ORDER BY country
