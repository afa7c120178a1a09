// ---
// title: {en: Coordinator absent from an event where its peers were, ar: منسق وطني غائب عن فعالية حضرها نظراؤه}
// answers: Which countries in the scope of a full list of coordinators at an event have no coordinator on that list?
// because:
//   en:
//     office: "The list of {event} names the {peers:coordinator of one other country|coordinators of # other countries}; {coordinator} ({country}) is not on it. The list does not say why."
//     nobody: "The list of {event} names the {peers:coordinator of one other country|coordinators of # other countries}; none of {country} is on it. The list does not say why."
//   ar:
//     office: "تذكر قائمة {event} {peers:منسق دولة أخرى واحدة|منسقي دولتين أخريين|منسقي # دول أخرى|منسقي # دولة أخرى}؛ وليس فيها {coordinator} ({country}). ولا تذكر القائمة السبب."
//     nobody: "تذكر قائمة {event} {peers:منسق دولة أخرى واحدة|منسقي دولتين أخريين|منسقي # دول أخرى|منسقي # دولة أخرى}؛ وليس فيها منسق من {country}. ولا تذكر القائمة السبب."
// mend:
//   en:
//     office: "Ask {coordinator} whether it was invited, and invite it to the next such event together with its peers."
//     nobody: "Find out which office coordinates prevention in {country}, and invite it to the next such event."
//   ar:
//     office: "اسألوا {coordinator} عن الدعوة هل وصلت، ووجهوا الدعوة إلى الفعالية المقبلة مع سائر المنسقين."
//     nobody: "تبيّنوا أي مكتب ينسق الوقاية في {country}، وادعوه إلى الفعالية المقبلة."
// identity: [event, country]
// missing: {tie: TOOK_PART_IN, from: coordinator, to: event}
// severity: high
// weight: cities
// weighs: "cities of its country that are here"
// reference: "Strong Cities Network, report on the Western Balkans Resilience Forum, 2018: panel of national coordinators"
// columns: [event, coordinator, country, peers, cities, case, evidence]
// ---
MATCH (v:Coverage)-[:ABOUT]->(e:Event)
WHERE v.tie = 'TOOK_PART_IN' AND v.of_kind = 'NationalCoordinator' AND v.list IN ['full', 'register']
OPTIONAL MATCH (e)<-[:TOOK_PART_IN]-(:NationalCoordinator)-[:IN_COUNTRY]->(j:Country)
WITH v, e, collect(DISTINCT j.id) AS there
MATCH (v)-[:SCOPE]->(k:Country)
WHERE NOT k.id IN there
OPTIONAL MATCH (n:NationalCoordinator)-[:IN_COUNTRY]->(k)
WHERE NOT n.ended
WITH e, k, size(there) AS peers, min(n.id) AS office, collect(DISTINCT v.source) AS evidence
RETURN e.id AS event, coalesce(office, 'some NationalCoordinator in ' + k.id) AS coordinator, k.id AS country, peers,
       COUNT { MATCH (c:City)-[:IN_COUNTRY]->(k) WHERE NOT c.ended } AS cities,
       CASE WHEN office IS NULL THEN 'nobody' ELSE 'office' END AS case, evidence
ORDER BY event, country
