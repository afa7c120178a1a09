// ---
// title: {en: Country without a national coordinator, ar: دولة بلا منسق وطني}
// answers: Which countries with a city, inside the scope of a list of coordinators, have no coordinator on record?
// because:
//   en: "{country} has {cities:one city|# cities} here and no national coordinator on record, and is in the scope of a list that names those of others."
//   ar: "لدى {country} {cities:مدينة واحدة|مدينتان|# مدن|# مدينة} هنا، ولا منسق وطني مسجل لها، وهي ضمن نطاق قائمة تسمي منسقي دول أخرى."
// mend:
//   en: "Find out which office coordinates prevention in {country}, and add it."
//   ar: "تبيّنوا أي مكتب ينسق الوقاية في {country}، وأضيفوه."
// missing: {tie: IN_COUNTRY, from: "some NationalCoordinator", to: country}
// severity: high
// weight: cities
// weighs: "cities of the country that are here"
// reference: "Strong Cities Network, report on the Western Balkans Resilience Forum, 2018: national coordinators"
// columns: [country, cities, evidence]
// ---
MATCH (v:Coverage)-[:SCOPE]->(k:Country)
WHERE v.of_kind = 'NationalCoordinator'
WITH k, collect(DISTINCT v.source) AS evidence
WHERE NOT EXISTS { MATCH (n:NationalCoordinator)-[:IN_COUNTRY]->(k) WHERE NOT n.ended }
MATCH (c:City)-[:IN_COUNTRY]->(k)
WHERE NOT c.ended
WITH k, evidence, count(DISTINCT c) AS cities
RETURN k.id AS country, cities, evidence
ORDER BY country
