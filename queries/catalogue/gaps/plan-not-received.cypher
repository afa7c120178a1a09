// ---
// title: {en: Plan not received, ar: خطة لم تصل}
// answers: Which cities are not on record as having received a plan of their country that is in force, or that a source says they lack?
// because:
//   en:
//     said: "A source says that {city} has not received {plan}."
//     past: "A source says that {city} had not received {plan}, which has ended since."
//     some: "{city} is not on record as having received {plan}; {peers:one other city|# other cities} of {country} {peers:is|are}."
//     none: "{city} is not on record as having received {plan}, which is meant for its country."
//   ar:
//     said: "يقول مصدر إن {city} لم تتلقَّ {plan}."
//     past: "يقول مصدر إن {city} لم تتلقَّ {plan}، وقد انتهت مدتها منذ ذلك."
//     some: "ليس مسجلًا أن {city} تلقت {plan}؛ وقد تلقتها {peers:مدينة أخرى واحدة|مدينتان أخريان|# مدن أخرى|# مدينة أخرى} في {country}."
//     none: "ليس مسجلًا أن {city} تلقت {plan}، وهي موجهة إلى دولتها."
// mend:
//   en:
//     said: "Send {plan} to {city}, and note the day."
//     past: "Ask {city} whether it has the plan that is in force now; send it if not."
//     some: "Send {plan} to {city}, and note the day."
//     none: "Send {plan} to {city}, and note the day."
//   ar:
//     said: "أرسلوا {plan} إلى {city} وسجلوا اليوم."
//     past: "اسألوا {city} هل لديها الخطة السارية الآن؛ وإلا فأرسلوها."
//     some: "أرسلوا {plan} إلى {city} وسجلوا اليوم."
//     none: "أرسلوا {plan} إلى {city} وسجلوا اليوم."
// missing: {tie: RECEIVED, from: city, to: plan}
// foreseen: in_force
// columns: [city, plan, country, peers, in_force, case]
// reference: "BIRN on Viti, 2024: the assembly had not received the national strategy"
// ---
MATCH (p:Plan)-[:IN_COUNTRY]->(k:Country)
WHERE p.level = 'national'
OPTIONAL MATCH (p)<-[:RECEIVED]-(x)-[:ACTS_FOR*0..1]->(d:City)-[:IN_COUNTRY]->(k)
WITH p, k, collect(DISTINCT d.id) AS have
OPTIONAL MATCH (p)<-[:TO_ACTOR]-(q:Claim)-[:FROM_ACTOR]->(z)
WHERE q.tie = 'RECEIVED' AND q.says = 'no'
WITH p, k, have, collect(DISTINCT z.id) AS lack
MATCH (c:City)-[:IN_COUNTRY]->(k)
WHERE NOT c.ended AND NOT c.id IN have AND (NOT p.ended OR c.id IN lack)
RETURN c.id AS city, p.id AS plan, k.id AS country, size(have) AS peers, CASE WHEN NOT p.ended THEN p.id END AS in_force,
       CASE WHEN c.id IN lack AND p.ended THEN 'past' WHEN c.id IN lack THEN 'said' WHEN size(have) > 0 THEN 'some' ELSE 'none' END AS case
ORDER BY country, plan, city
