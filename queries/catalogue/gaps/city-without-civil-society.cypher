// ---
// title: {en: City without civil society, ar: مدينة بلا مجتمع مدني}
// answers: Which cities have no tie to any civil-society group on record?
// because:
//   en:
//     none: "No tie between {city} and a civil-society group is on record."
//     seat: "No tie between {city} and a civil-society group is on record; that {based} {based:is|are} based there is no tie."
//   ar:
//     none: "لا صلة مسجلة بين {city} وأي مجموعة من المجتمع المدني."
//     seat: "لا صلة مسجلة بين {city} وأي مجموعة من المجتمع المدني؛ ووجود مقر {based} فيها لا يُعد صلة."
// mend:
//   en:
//     none: "Ask {city} which civil-society groups work there; put them on record, or find one to work with."
//     seat: "Ask {city} which civil-society groups work with it, {based} first; put them on record, or find one to work with."
//   ar:
//     none: "اسألوا {city} عن مجموعات المجتمع المدني العاملة فيها، وسجلوها، أو ابحثوا عن مجموعة تعمل معها."
//     seat: "اسألوا {city} عن مجموعات المجتمع المدني التي تعمل معها، وأولها {based}، وسجلوها، أو ابحثوا عن مجموعة تعمل معها."
// missing: {tie: WORKS_IN, from: "some CivilSocietyGroup in {country}", to: city}
// closed_by: any
// columns: [city, country, based, case]
// reference: "OECD DAC Guidelines on civil society; Strong Cities Network, multi-stakeholder local prevention networks"
// ---
MATCH (c:City)-[:IN_COUNTRY]->(k:Country)
WHERE NOT c.ended
  AND NOT EXISTS { MATCH (c)-[t]-(:CivilSocietyGroup) WHERE NOT t.derived AND coalesce(t.form, '') <> 'met' }
  AND NOT EXISTS { MATCH (c)<-[:ACTS_FOR]-()-[t]-(:CivilSocietyGroup) WHERE NOT t.derived AND coalesce(t.form, '') <> 'met' }
OPTIONAL MATCH (c)<-[:BASED_IN]-(g:CivilSocietyGroup)
WHERE NOT g.ended
WITH c, k, g
ORDER BY g.id
WITH c, k, collect(g.id) AS based
RETURN c.id AS city, k.id AS country, based, CASE WHEN size(based) = 0 THEN 'none' ELSE 'seat' END AS case
ORDER BY country, city
