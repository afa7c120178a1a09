// ---
// title: {en: Civil-society group without a city, ar: مجموعة مجتمع مدني بلا مدينة}
// answers: Which civil-society groups have no tie to any city on record?
// because:
//   en: "No tie between {group} and a city is on record."
//   ar: "لا صلة مسجلة بين {group} وأي مدينة."
// mend:
//   en: "Ask {group} in which cities it works; put them on record, or introduce it to one."
//   ar: "اسألوا {group} عن مدن عملها، وسجلوها، أو عرّفوها على إحدى المدن."
// missing: {tie: WORKS_IN, from: group, to: "some City in {country}"}
// closed_by: any
// columns: [group, country]
// reference: "Strong Cities Network, multi-stakeholder local prevention networks"
// ---
MATCH (g:CivilSocietyGroup)-[:IN_COUNTRY]->(k:Country)
WHERE NOT g.ended
  AND NOT EXISTS { MATCH (g)-[t]-(:City) WHERE NOT t.derived AND coalesce(t.form, '') <> 'met' }
  AND NOT EXISTS { MATCH (g)-[t]-()-[:ACTS_FOR]->(:City) WHERE NOT t.derived AND coalesce(t.form, '') <> 'met' }
RETURN g.id AS group, k.id AS country
ORDER BY country, group
