// ---
// title: {en: "Thin reach", ar: "حضور أقل من الحصة"}
// answers: Which country, kind or level has less than half of its share of the ties on record?
// because:
//   en:
//     country: "{part} has {due} of the actors here and {share} of the ends of ties on record."
//     kind: "Of all actors here {due} are {part}; they have {share} of the ends of ties on record."
//     level: "Of all actors here {due} are {part}; they have {share} of the ends of ties on record."
//   ar:
//     country: "لدى {part} نسبة {due} من الجهات هنا و{share} من أطراف الصلات المسجلة."
//     kind: "نسبة {part} بين الجهات هنا {due}، ولها {share} من أطراف الصلات المسجلة."
//     level: "نسبة المستوى {part} بين الجهات هنا {due}، وله {share} من أطراف الصلات المسجلة."
// mend:
//   en: "Look there first: ask those who know that part which ties the list lacks, then which are missing."
//   ar: "انظروا هناك أولًا: اسألوا العارفين بهذا الجزء أي الصلات تنقص القائمة، ثم أيها غائبة."
// section: fragile
// certainty: unrecorded
// severity: low
// identity: [dimension, part]
// measure: {share: {below: 0.5, at_least: 5}}
// columns: [actor, dimension, part, ties]
// reference: "Location quotient: Isard 1960, Methods of Regional Analysis; a quotient below 0.5, of at least five actors, is a judgement"
// ---
MATCH (a:Actor)
WHERE (a:City OR a:Mayor OR a:NationalCoordinator OR a:Ministry OR a:Authority OR a:CivilSocietyGroup OR a:Organisation OR a:CoordinationBody) AND NOT a.ended
WITH a, COUNT { MATCH (a)-[t]-(b:Actor) WHERE NOT type(t) IN ['IN_COUNTRY', 'BASED_IN', 'LEADS', 'ACTS_FOR'] } AS ties
UNWIND ['country', 'kind', 'level'] AS dimension
RETURN a.id AS actor, dimension, CASE dimension WHEN 'country' THEN a.country WHEN 'kind' THEN a.kind ELSE a.level END AS part, ties
ORDER BY dimension, actor
