// ---
// title: {en: Pilot not reaching a country, ar: مدينة رائدة لم تصل خبرتها إلى دولة}
// answers: To which countries of its programme has a lead pilot city not yet passed on what it learned, on record?
// because:
//   en: "{pilot} is the lead pilot of {programme}, which means to share; no city of {country} is on record as learning from it."
//   ar: "{pilot} هي المدينة الرائدة في {programme}، ويُراد لخبرتها أن تنتشر؛ ولا مدينة من {country} مسجلة متعلمةً منها."
// mend:
//   en: "Choose a city of {country} as learning partner of {pilot}."
//   ar: "اختاروا مدينة من {country} لتتعلم من {pilot}."
// missing: {tie: SHARES_LEARNING_WITH, from: pilot, to: "some City in {country}"}
// foreseen: programme
// weight: cities
// weighs: "cities of the country that are here"
// key: [programme]
// columns: [pilot, programme, country, cities, evidence]
// reference: "Strong Cities Network, report on the Western Balkans Resilience Forum, 2018: one lead pilot city, then further cities to share with"
// ---
MATCH (c:City)-[t:PILOTS]->(p:Programme)
WHERE t.role = 'lead' AND p.shares = 'yes' AND NOT p.ended AND NOT c.ended
OPTIONAL MATCH (c)<-[:ACTS_FOR*0..1]-(x)-[:SHARES_LEARNING_WITH]->(y)-[:ACTS_FOR*0..1]->(o:City)
WHERE o.id <> c.id
WITH c, p, collect(DISTINCT t.id) AS evidence, collect(DISTINCT o.country) AS reached
MATCH (p)-[:WORKS_IN]->(k:Country)
WHERE NOT k.id IN reached
RETURN c.id AS pilot, p.id AS programme, k.id AS country,
       COUNT { MATCH (d:City)-[:IN_COUNTRY]->(k) WHERE NOT d.ended } AS cities, evidence
ORDER BY programme, pilot, country
