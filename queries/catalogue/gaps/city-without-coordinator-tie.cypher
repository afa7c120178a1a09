// ---
// title: {en: City without a tie to its national coordinator, ar: مدينة بلا صلة بالمنسق الوطني}
// answers: Which cities have no vertical cooperation with the coordinator of their country on record?
// because:
//   en:
//     none: "{city} has no tie to {coordinator} on record."
//     some: "{city} has no tie to {coordinator} on record; {peers:one other city|# other cities} of {country} {peers:has|have} one."
//     met: "{city} and {coordinator} have met, and no lasting tie between them is on record."
//     beside: "{city} and {coordinator} were both {in events}. No tie between them is on record."
//   ar:
//     none: "لا صلة مسجلة بين {city} و{coordinator}."
//     some: "لا صلة مسجلة بين {city} و{coordinator}؛ والصلة به مسجلة لدى {peers:مدينة أخرى واحدة|مدينتين أخريين|# مدن أخرى|# مدينة أخرى} في {country}."
//     met: "كان بين {city} و{coordinator} لقاء، ولا صلة دائمة مسجلة بينهما."
//     beside: "كان كل من {city} و{coordinator} {in events}. ولا صلة مسجلة بينهما."
// mend:
//   en: "Ask {city} and {coordinator} whether they work together; introduce them if not."
//   ar: "اسألوا {city} و{coordinator} هل بينهما عمل مشترك؛ وإلا فعرّفوا أحد الطرفين على الآخر."
// missing: {tie: COOPERATES_WITH, from: coordinator, to: city}
// reference: "Strong Cities Network, report on the Western Balkans Resilience Forum, 2018: panel on vertical cooperation"
// columns: [coordinator, city, country, peers, met, events, case, evidence]
// ---
MATCH (n:NationalCoordinator)-[:IN_COUNTRY]->(k:Country)
WHERE NOT n.ended
OPTIONAL MATCH (n)-[t]-(x)-[:ACTS_FOR*0..1]->(d:City)-[:IN_COUNTRY]->(k)
WHERE NOT t.derived
WITH n, k, collect(DISTINCT CASE WHEN coalesce(t.form, '') <> 'met' THEN d.id END) AS tied,
     collect(CASE WHEN t.form = 'met' THEN [d.id, t.id] END) AS meetings
OPTIONAL MATCH (n)-[:TOOK_PART_IN]->(e:Event)<-[p:TOOK_PART_IN]-(y)-[:ACTS_FOR*0..1]->(f:City)-[:IN_COUNTRY]->(k)
WITH n, k, tied, meetings, collect(CASE WHEN f IS NOT NULL THEN [f.id, p.id, e.id] END) AS beside
MATCH (c:City)-[:IN_COUNTRY]->(k)
WHERE NOT c.ended AND NOT c.id IN tied
WITH n, k, c, size(tied) AS peers, [m IN meetings WHERE m[0] = c.id | m[1]] AS met,
     [b IN beside WHERE b[0] = c.id | b[1]] AS there, [b IN beside WHERE b[0] = c.id | b[2]] AS events
RETURN n.id AS coordinator, c.id AS city, k.id AS country, peers, size(met) + size(there) > 0 AS met, events,
       CASE WHEN size(met) > 0 THEN 'met' WHEN size(there) > 0 THEN 'beside' WHEN peers > 0 THEN 'some' ELSE 'none' END AS case,
       met + there AS evidence
ORDER BY country, coordinator, city
