// ---
// title: {en: Can be reached, ar: سهولة الوصول}
// answers: Do the two have a language in common, are they near, twinned, or in one programme?
// weight: 0.15
// criteria:
//   language:
//     share: 0.25
//     for: "Both have {common} in use{whence}."
//     against: "They have no language in common on record: {heard} in {candidate}, {spoken} in {city}{whence}."
//     question: {theirs: "Which languages are in use in {candidate}?", ours: "Which languages are in use in {city}?"}
//     fill: "column languages of cities, or of countries"
//     ar:
//       for: "{common} مستخدمة في كلتيهما{whence}."
//       against: "لا لغة مشتركة مسجلة بينهما: {heard} في {candidate}، و{spoken} في {city}{whence}."
//       question: {theirs: "ما اللغات المستخدمة في {candidate}؟", ours: "ما اللغات المستخدمة في {city}؟"}
//   nearness:
//     share: 0.25
//     for: "They are {km} km apart."
//     against: "They are {km} km apart."
//     question: {theirs: "Where does {candidate} lie?", ours: "Where does {city} lie?"}
//     fill: "columns lat and lon of cities"
//     ar:
//       for: "المسافة بينهما {km} كم."
//       against: "المسافة بينهما {km} كم."
//       question: {theirs: "أين تقع {candidate}؟", ours: "أين تقع {city}؟"}
//   twinned:
//     share: 0.25
//     missing: {tie: TWINNED_WITH, from: city, to: candidate}
//     for: "They are twinned."
//     against: "They are not twinned."
//     question: "Are {candidate} and {city} twinned?"
//     fill: "ties TWINNED_WITH"
//     ar: {for: "هما مدينتان توأمان.", against: "ليستا توأمين.", question: "هل {candidate} و{city} توأمان؟"}
//   programme:
//     share: 0.25
//     missing: {tie: MEMBER_OF, from: candidate, to: own}
//     for: "Both are in {programmes}."
//     against: "{candidate} is not in {own}."
//     question: {theirs: "Is {candidate} in {own}, as {city} is?", ours: "In which networks and programmes is {city}?"}
//     fill: "ties MEMBER_OF and PILOTS"
//     ar:
//       for: "كلتاهما في {programmes}."
//       against: "{candidate} ليست في {own}."
//       question: {theirs: "هل {candidate} في {own} مثل {city}؟", ours: "في أي شبكات وبرامج تشارك {city}؟"}
// spelled: [common, spoken, heard]
// texts: {whence: {ours: " (of {city} those of its country)", theirs: " (of {candidate} those of its country)", both: " (those of their countries)"}}
// texts_ar: {whence: {ours: " (وفي {city} لغات دولتها)", theirs: " (وفي {candidate} لغات دولتها)", both: " (لغات دولتيهما)"}}
// columns: [candidate, language, language_unknown, language_evidence, nearness, nearness_unknown, nearness_evidence, twinned, twinned_evidence, programme, programme_unknown, programme_evidence, common, spoken, heard, whence, km, programmes, own]
// reference: "Distance on a sphere of 6,371 km, nothing counts beyond 500 km; a judgement"
// parameters: {city: {type: actor, description: "The city that asks."}}
// ---
MATCH (c:City {id: $city})
OPTIONAL MATCH (c)-[:IN_COUNTRY]->(k:Country)
OPTIONAL MATCH (c)-[:MEMBER_OF|PILOTS]->(w)
WITH c, k, collect(DISTINCT w.id) AS own
MATCH (o:City) WHERE o.id <> c.id
OPTIONAL MATCH (o)-[:IN_COUNTRY]->(n:Country)
OPTIONAL MATCH (c)-[t:TWINNED_WITH]-(o)
WITH c, k, own, o, n, collect(DISTINCT t.id) AS twins
OPTIONAL MATCH (c)-[m:MEMBER_OF|PILOTS]->(p)<-[w:MEMBER_OF|PILOTS]-(o)
WITH c, k, own, o, n, twins, collect(DISTINCT p.id) AS programmes, collect(DISTINCT m.id) + collect(DISTINCT w.id) AS shared
WITH c, k, own, o, n, twins, programmes, shared,
     split(replace(replace(coalesce(c.languages, k.languages), ' ', ''), ',', ';'), ';') AS ours,
     split(replace(replace(coalesce(o.languages, n.languages), ' ', ''), ',', ';'), ';') AS theirs,
     sin(radians(o.lat - c.lat) / 2) * sin(radians(o.lat - c.lat) / 2)
     + cos(radians(c.lat)) * cos(radians(o.lat)) * sin(radians(o.lon - c.lon) / 2) * sin(radians(o.lon - c.lon) / 2) AS chord
WITH c, k, own, o, n, twins, programmes, shared, ours, theirs, round(2 * 6371 * asin(sqrt(chord))) AS km
RETURN o.id AS candidate,
       CASE WHEN ours IS NULL OR theirs IS NULL THEN null WHEN any(x IN ours WHERE x IN theirs) THEN 1.0 ELSE 0.0 END AS language,
       CASE WHEN ours IS NULL THEN 'ours' ELSE 'theirs' END AS language_unknown,
       CASE WHEN ours IS NULL OR theirs IS NULL THEN []
            ELSE [CASE WHEN c.languages IS NULL THEN 'languages:' + k.id ELSE 'languages:' + c.id END,
                  CASE WHEN o.languages IS NULL THEN 'languages:' + n.id ELSE 'languages:' + o.id END] END AS language_evidence,
       CASE WHEN km IS NULL THEN null WHEN km >= 500 THEN 0.0 ELSE 1.0 - km / 500.0 END AS nearness,
       CASE WHEN c.lat IS NULL OR c.lon IS NULL THEN 'ours' ELSE 'theirs' END AS nearness_unknown,
       CASE WHEN km IS NULL THEN [] ELSE ['lat:' + c.id, 'lat:' + o.id] END AS nearness_evidence,
       CASE WHEN size(twins) > 0 THEN 1.0 ELSE null END AS twinned, twins AS twinned_evidence,
       CASE WHEN size(programmes) > 0 THEN 1.0 ELSE null END AS programme,
       CASE WHEN size(own) = 0 THEN 'ours' ELSE 'theirs' END AS programme_unknown, shared AS programme_evidence,
       [x IN ours WHERE x IN theirs] AS common, ours AS spoken, theirs AS heard,
       CASE WHEN c.languages IS NULL AND o.languages IS NULL THEN 'both' WHEN c.languages IS NULL THEN 'ours'
            WHEN o.languages IS NULL THEN 'theirs' ELSE null END AS whence,
       km, programmes, own
ORDER BY candidate
