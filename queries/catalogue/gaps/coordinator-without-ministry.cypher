// ---
// title: {en: Coordinator without a ministry, ar: منسق وطني بلا وزارة}
// answers: Which national coordinators have no tie to any ministry of their country on record, being part of one included?
// because:
//   en: "No tie between {coordinator} and a ministry is on record, nor is it recorded as part of one."
//   ar: "لا صلة مسجلة بين {coordinator} وأي وزارة، ولا تبعية مسجلة لوزارة."
// mend:
//   en: "Ask {coordinator} which ministry it belongs to or works with."
//   ar: "اسألوا {coordinator} أي وزارة هي الجهة الأم أو الجهة الشريكة."
// missing: {tie: PART_OF, from: coordinator, to: "some Ministry in {country}"}
// closed_by: any
// weight: cities
// weighs: "cities of its country that are here"
// columns: [coordinator, country, cities]
// reference: "Strong Cities Network, report on the Western Balkans Resilience Forum, 2018: panel on vertical cooperation"
// ---
MATCH (n:NationalCoordinator)-[:IN_COUNTRY]->(k:Country)
WHERE NOT n.ended AND NOT EXISTS { MATCH (n)-[:PART_OF*1..2]->(:Ministry) }
  AND NOT EXISTS { MATCH (n)-[t]-(:Ministry)-[:IN_COUNTRY]->(k) WHERE NOT t.derived AND coalesce(t.form, '') <> 'met' }
RETURN n.id AS coordinator, k.id AS country, COUNT { MATCH (c:City)-[:IN_COUNTRY]->(k) WHERE NOT c.ended } AS cities
ORDER BY country, coordinator
