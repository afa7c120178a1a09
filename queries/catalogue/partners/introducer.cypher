// ---
// title: {en: Somebody can introduce them, ar: من يعرّف إحداهما بالأخرى}
// answers: Who is tied to both, and is not the network that carries a programme of either?
// weight: 0.05
// criteria:
//   known:
//     share: 1
//     for: "{introducers} can introduce them."
//     question:
//       theirs: "Who knows both {candidate} and {city}?"
//       carrier: "Who knows both {candidate} and {city}, besides {carriers}, which carries the programme?"
//     fill: "ties of civil-society groups, coordinators and ministries to cities"
//     ar:
//       for: "يمكن أن يعرّف إحداهما بالأخرى: {introducers}."
//       question:
//         theirs: "من يعرف كلا من {candidate} و{city}؟"
//         carrier: "من يعرف كلا من {candidate} و{city} غير {carriers} صاحبة البرنامج؟"
// columns: [candidate, known, known_unknown, introducers, carriers, evidence]
// reference: "Gould and Fernandez 1989, structures of mediation: the liaison between two that are not tied"
// parameters: {city: {type: actor, description: "The city that asks."}}
// ---
MATCH (c:City {id: $city})
OPTIONAL MATCH (c)-[:PILOTS]->(:Programme)<-[:SUPPORTS]-(s)
WITH c, collect(DISTINCT s.id) AS supporters
MATCH (c)-[t]-(m)
WHERE (m:City OR m:CivilSocietyGroup OR m:Organisation OR m:NationalCoordinator OR m:Ministry OR m:Authority)
  AND NOT type(t) IN ['IN_COUNTRY', 'BASED_IN', 'LEADS'] AND coalesce(t.form, '') <> 'met'
WITH c, m, supporters, collect(DISTINCT t.id) AS near
MATCH (m)-[u]-(o:City) WHERE o.id <> c.id AND NOT type(u) IN ['IN_COUNTRY', 'BASED_IN', 'LEADS'] AND coalesce(u.form, '') <> 'met'
WITH o, m, supporters, near, collect(DISTINCT u.id) AS far
WITH o, m, near + far AS ties, m.id IN supporters OR EXISTS { MATCH (o)-[:PILOTS]->(:Programme)<-[:SUPPORTS]-(m) } AS carries
WITH o, collect(CASE WHEN carries THEN null ELSE m.id END) AS introducers, collect(CASE WHEN carries THEN m.id ELSE null END) AS carriers,
     collect(CASE WHEN carries THEN null ELSE ties END) AS found
RETURN o.id AS candidate, CASE WHEN size(introducers) > 0 THEN 1.0 ELSE null END AS known,
       CASE WHEN size(carriers) > 0 THEN 'carrier' ELSE 'theirs' END AS known_unknown, introducers, carriers,
       reduce(all = [], x IN found | all + x) AS evidence
ORDER BY candidate
