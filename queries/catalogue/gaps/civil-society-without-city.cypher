// ---
// title: {en: Civil-society group without a city, ar: مجموعة مجتمع مدني بلا مدينة}
// answers: Which civil-society groups have no tie to any city on record?
// because: "No tie between {group} and a city is on record."
// mend: "Ask {group} in which cities it works, and introduce it to one of them."
// missing: {tie: WORKS_IN, from: group, to: "some City in {country}"}
// columns: [group, country]
// reference: "Strong Cities Network, multi-stakeholder local prevention networks"
// ---
MATCH (g:CivilSocietyGroup)-[:IN_COUNTRY]->(k:Country)
WHERE NOT EXISTS { MATCH (g)-[t]-(:City) WHERE coalesce(t.form, '') <> 'met' }
RETURN g.id AS group, k.id AS country
ORDER BY country, group
