// ---
// title: {en: Civil-society group without a city, ar: مجموعة مجتمع مدني بلا مدينة}
// answers: Which civil-society groups have no tie to any city on record?
// because:
//   en:
//     none: "No tie between {group} and a city is on record."
//     seat: "No tie between {group} and a city is on record; that it is based in {seat} is no tie."
//   ar:
//     none: "لا صلة مسجلة بين {group} وأي مدينة."
//     seat: "لا صلة مسجلة بين {group} وأي مدينة؛ ووجود المقر في {seat} لا يُعد صلة."
// mend:
//   en:
//     none: "Ask {group} in which cities it works; put them on record, or introduce it to one."
//     seat: "Ask {group} in which cities it works, {seat} first; put them on record, or introduce it to one."
//   ar:
//     none: "اسألوا {group} عن مدن عملها، وسجلوها، أو عرّفوها على إحدى المدن."
//     seat: "اسألوا {group} عن مدن عملها، وأولها {seat}، وسجلوها، أو عرّفوها على إحدى المدن."
// missing: {tie: WORKS_IN, from: group, to: "some City in {country}"}
// closed_by: any
// columns: [group, country, seat, case]
// reference: "Strong Cities Network, multi-stakeholder local prevention networks"
// ---
MATCH (g:CivilSocietyGroup)-[:IN_COUNTRY]->(k:Country)
WHERE NOT g.ended
  AND NOT EXISTS { MATCH (g)-[t]-(:City) WHERE NOT t.derived AND coalesce(t.form, '') <> 'met' }
  AND NOT EXISTS { MATCH (g)-[t]-()-[:ACTS_FOR]->(:City) WHERE NOT t.derived AND coalesce(t.form, '') <> 'met' }
OPTIONAL MATCH (g)-[:BASED_IN]->(c:City)
WITH g, k, min(c.id) AS seat
RETURN g.id AS group, k.id AS country, seat, CASE WHEN seat IS NULL THEN 'none' ELSE 'seat' END AS case
ORDER BY country, group
