// ---
// title: {en: Pilot not reaching a country, ar: مدينة رائدة لم تصل خبرتها إلى دولة}
// answers: To which countries of its programme has a lead pilot city not yet passed on what it learned, on record?
// because: "{pilot} is the lead pilot of {programme}, which means to share; no city of {country} is on record as learning from it."
// mend: "Choose a city of {country} as learning partner of {pilot}: liaison partners NETWORK {pilot}."
// missing: {tie: SHARES_LEARNING_WITH, from: pilot, to: "some City in {country}"}
// foreseen: programme
// weight: cities
// parameters: {as_of: {type: date, default: "9999-12-31", description: "The day that is asked about; a programme that has ended is skipped."}}
// columns: [pilot, programme, country, cities, evidence]
// reference: "Strong Cities Network, report on the Western Balkans Resilience Forum, 2018: one lead pilot city, then further cities to share with"
// ---
MATCH (c:City)-[t:PILOTS]->(p:Programme)
WHERE t.role = 'lead' AND p.shares = 'yes' AND (p.last_day IS NULL OR p.last_day >= date($as_of))
MATCH (p)-[:WORKS_IN]->(k:Country)
WHERE NOT EXISTS { MATCH (c)-[:SHARES_LEARNING_WITH]->(o:City) WHERE EXISTS { MATCH (o)-[:IN_COUNTRY]->(k) } }
  AND NOT EXISTS { MATCH (c)-[:HAS_BODY]->(b)-[:SHARES_LEARNING_WITH]->(o) WHERE EXISTS { MATCH (o)-[:IN_COUNTRY]->(k) } }
WITH c, p, k, collect(DISTINCT t.id) AS said
RETURN c.id AS pilot, p.id AS programme, k.id AS country, COUNT { MATCH (:City)-[:IN_COUNTRY]->(k) } AS cities, said AS evidence
ORDER BY programme, pilot, country
