// ---
// title: {en: City without civil society, ar: مدينة بلا مجتمع مدني}
// answers: Which cities have no tie to any civil-society group on record?
// because:
//   en: "No tie between {city} and a civil-society group is on record."
//   ar: "لا صلة مسجلة بين {city} وأي مجموعة من المجتمع المدني."
// mend:
//   en: "Ask {city} which civil-society groups work there; put them on record, or find one to work with."
//   ar: "اسألوا {city} عن مجموعات المجتمع المدني العاملة فيها، وسجلوها، أو ابحثوا عن مجموعة تعمل معها."
// missing: {tie: WORKS_IN, from: "some CivilSocietyGroup in {country}", to: city}
// closed_by: any
// columns: [city, country]
// reference: "OECD DAC Guidelines on civil society; Strong Cities Network, multi-stakeholder local prevention networks"
// ---
MATCH (c:City)-[:IN_COUNTRY]->(k:Country)
WHERE NOT c.ended
  AND NOT EXISTS { MATCH (c)-[t]-(:CivilSocietyGroup) WHERE NOT t.derived AND coalesce(t.form, '') <> 'met' }
  AND NOT EXISTS { MATCH (c)<-[:ACTS_FOR]-()-[t]-(:CivilSocietyGroup) WHERE NOT t.derived AND coalesce(t.form, '') <> 'met' }
RETURN c.id AS city, k.id AS country
ORDER BY country, city
