// ---
// title: {en: City without civil society, ar: مدينة بلا مجتمع مدني}
// answers: Which cities have no tie to any civil-society group on record?
// because: "No tie between {city} and a civil-society group is on record."
// mend: "Ask {city} which civil-society groups work there, and bring one of them in."
// missing: {tie: WORKS_IN, from: "some CivilSocietyGroup in {country}", to: city}
// columns: [city, country]
// reference: "OECD DAC Guidelines on civil society; Strong Cities Network, multi-stakeholder local prevention networks"
// ---
MATCH (c:City)-[:IN_COUNTRY]->(k:Country)
WHERE NOT EXISTS { MATCH (c)-[t]-(:CivilSocietyGroup) WHERE coalesce(t.form, '') <> 'met' }
RETURN c.id AS city, k.id AS country
ORDER BY country, city
