// ---
// title: {en: Coordinator without a ministry, ar: منسق وطني بلا وزارة}
// answers: Which national coordinators have no tie to any ministry on record, being part of one included?
// because: "No tie between {coordinator} and a ministry is on record, nor is it recorded as part of one."
// mend: "Ask {coordinator} which ministry it belongs to or works with."
// missing: {tie: PART_OF, from: coordinator, to: "some Ministry in {country}"}
// weight: cities
// columns: [coordinator, country, cities]
// reference: "Strong Cities Network, report on the Western Balkans Resilience Forum, 2018: panel on vertical cooperation"
// ---
MATCH (n:NationalCoordinator)-[:IN_COUNTRY]->(k:Country)
WHERE NOT EXISTS { MATCH (n)-[:PART_OF*1..2]->(:Ministry) }
  AND NOT EXISTS { MATCH (n)-[t]-(:Ministry) WHERE coalesce(t.form, '') <> 'met' }
RETURN n.id AS coordinator, k.id AS country, COUNT { MATCH (:City)-[:IN_COUNTRY]->(k) } AS cities
ORDER BY country, coordinator
