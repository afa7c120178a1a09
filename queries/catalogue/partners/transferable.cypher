// ---
// title: {en: What was learned can be transferred, ar: قابلية نقل الخبرة}
// answers: How alike are the contexts of giver and taker, does a programme of the giver work there, and are they near on the map of states?
// weight: 0.25
// criteria:
//   likeness:
//     share: 0.5
//     measure: context
//     for:
//       similar: "{label}: {theirs} in {candidate}, {ours} in {city}: about the same."
//       larger: "{label}: {theirs} in {candidate}, {ours} in {city}: {times} times as many in {candidate}."
//       smaller: "{label}: {theirs} in {candidate}, {ours} in {city}: {times} times as many in {city}."
//       same: "{label}: {theirs} in {candidate}, {ours} in {city}: the same."
//       some: "{label}: {theirs} in {candidate}, {ours} in {city}: some the same, some not."
//       none: "{label}: {theirs} in {candidate}, {ours} in {city}: none the same."
//       other: "{label}: {theirs} in {candidate}, {ours} in {city}."
//     question:
//       theirs: "What is recorded of {candidate} as to “{label}”?"
//       ours: "What is recorded of {city} as to “{label}”?"
//       theirs:population: "How many people live in {candidate}?"
//       ours:population: "How many people live in {city}?"
//       theirs:languages: "Which languages are in use in {candidate}?"
//       ours:languages: "Which languages are in use in {city}?"
//     ar:
//       for:
//         similar: "{label}: {theirs} في {candidate} و{ours} في {city}، والعددان متقاربان."
//         larger: "{label}: {theirs} في {candidate} و{ours} في {city}؛ والأكثر {candidate} بنسبة {times} إلى 1."
//         smaller: "{label}: {theirs} في {candidate} و{ours} في {city}؛ والأكثر {city} بنسبة {times} إلى 1."
//         same: "{label}: {theirs} في {candidate} و{ours} في {city}؛ دون اختلاف."
//         some: "{label}: {theirs} في {candidate} و{ours} في {city}؛ بعضها مشترك وبعضها لا."
//         none: "{label}: {theirs} في {candidate} و{ours} في {city}؛ ولا شيء مشترك."
//         other: "{label}: {theirs} في {candidate} و{ours} في {city}."
//       question:
//         theirs: "{label} في {candidate}؟"
//         ours: "{label} في {city}؟"
//         theirs:population: "كم عدد سكان {candidate}؟"
//         ours:population: "كم عدد سكان {city}؟"
//         theirs:languages: "ما اللغات المستخدمة في {candidate}؟"
//         ours:languages: "ما اللغات المستخدمة في {city}؟"
//   region:
//     share: 0.25
//     missing: {tie: WORKS_IN, from: programmes, to: taker_country}
//     for: "{there}, which {giver} pilots, {there:works|work} in {taker_country}."
//     against: "No programme that {giver} pilots works in {taker_country}."
//     question:
//       theirs: "{programmes:Does|Do} {programmes} work in {taker_country}?"
//       ours: "Which programme does {giver} pilot?"
//       place: "In which country does {taker} lie?"
//     fill: "ties PILOTS and WORKS_IN of programmes"
//     ar:
//       for: "في {taker_country} عمل قائم ضمن ما تجربه {giver}: {there}."
//       against: "لا يعمل أي برنامج تجربه {giver} في {taker_country}."
//       question:
//         theirs: "هل من عمل في {taker_country} ضمن {programmes}؟"
//         ours: "أي برنامج تجربه {giver}؟"
//         place: "في أي دولة تقع {taker}؟"
//   border:
//     share: 0.25
//     for:
//       same: "Both are in {home}."
//       border: "{home} and {country} share a border."
//     borders: [home, country]
//     against: "{home} and {country} share no border."
//     question:
//       theirs: "Do the countries of {city} and {candidate} share a border?"
//       place: "In which country does {candidate} lie?"
//     fill: "column neighbours of countries"
//     ar:
//       for: {same: "كلتاهما في {home}.", border: "تشترك {home} و{country} في الحدود."}
//       against: "لا حدود مشتركة بين {home} و{country}."
//       question:
//         theirs: "هل لدولتي {city} و{candidate} حدود مشتركة؟"
//         place: "في أي دولة تقع {candidate}؟"
// columns: [candidate, region, region_unknown, region_evidence, border, border_case, border_unknown, border_evidence, programmes, there, taker_country, home, country]
// reference: "Gower 1971 for likeness; NetZeroCities twinning: similar challenges and context; the weights are a judgement"
// parameters:
//   giver: {type: actor, description: "The city that gives; blank if any gives to the taker."}
//   taker: {type: actor, default: "", description: "The city that takes; blank if any takes from the giver."}
// ---
MATCH (g:City) WHERE g.id = $giver OR ($giver = '' AND $taker <> '' AND g.id <> $taker)
OPTIONAL MATCH (g)-[:IN_COUNTRY]->(j:Country)
OPTIONAL MATCH (g)-[a:PILOTS]->(p:Programme)
WITH g, j, collect(DISTINCT p.id) AS programmes, collect(DISTINCT a.id) AS piloting
MATCH (t:City) WHERE t.id = $taker OR ($taker = '' AND $giver <> '' AND t.id <> $giver)
OPTIONAL MATCH (t)-[:IN_COUNTRY]->(n:Country)
OPTIONAL MATCH (q:Programme)-[w:WORKS_IN]->(n) WHERE q.id IN programmes
WITH g, j, t, n, programmes, piloting, collect(DISTINCT q.id) AS there, collect(DISTINCT w.id) AS working
WITH g, j, t, n, programmes, piloting, there, working,
     CASE WHEN j IS NULL OR n IS NULL THEN null
          WHEN j.id = n.id THEN 1.0
          WHEN n.id IN split(replace(coalesce(j.neighbours, ''), ' ', ''), ';') OR j.id IN split(replace(coalesce(n.neighbours, ''), ' ', ''), ';') THEN 1.0
          WHEN j.neighbours IS NULL OR n.neighbours IS NULL THEN null ELSE 0.0 END AS border
RETURN CASE WHEN $taker = '' THEN t.id ELSE g.id END AS candidate,
       CASE WHEN size(there) > 0 THEN 1.0 ELSE null END AS region,
       CASE WHEN n IS NULL THEN 'place' WHEN size(programmes) = 0 THEN 'ours' ELSE 'theirs' END AS region_unknown,
       piloting + working AS region_evidence,
       border, CASE WHEN j.id = n.id THEN 'same' ELSE 'border' END AS border_case,
       CASE WHEN j IS NULL OR n IS NULL THEN 'place' ELSE 'theirs' END AS border_unknown,
       CASE WHEN border IS NULL THEN [] WHEN j.id = n.id THEN ['country:' + g.id, 'country:' + t.id]
            ELSE ['neighbours:' + j.id, 'neighbours:' + n.id] END AS border_evidence,
       programmes, there, n.id AS taker_country,
       CASE WHEN $taker = '' THEN j.id ELSE n.id END AS home, CASE WHEN $taker = '' THEN n.id ELSE j.id END AS country
ORDER BY candidate
