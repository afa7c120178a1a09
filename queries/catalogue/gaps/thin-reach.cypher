// ---
// title: {en: "Thin reach", ar: "حضور أقل من الحصة"}
// answers: Which country, kind or level has less than half of its share of the ties on record?
// because:
//   en:
//     country: "{part} has {due} of the actors here and {share} of the ties on record, each tie counted at both its ends."
//     kind: "Of all actors here {due} are {part}; they have {share} of the ties on record, each tie counted at both its ends."
//     level: "Of all actors here {due} are {part}; they have {share} of the ties on record, each tie counted at both its ends."
//   ar:
//     country: "لدى {part} نسبة {due} من الجهات هنا، و{share} من الصلات المسجلة، على أن تُحسب كل صلة عند طرفيها."
//     kind: "نسبة {part} بين الجهات هنا {due}، ونصيبها من الصلات المسجلة {share}، على أن تُحسب كل صلة عند طرفيها."
//     level: "نسبة المستوى {part} بين الجهات هنا {due}، ونصيبه من الصلات المسجلة {share}، على أن تُحسب كل صلة عند طرفيها."
// mend:
//   en:
//     country: "Ask those who know {part} which ties this list lacks; only then ask which are missing."
//     kind: "Ask those who know the {part} here which ties this list lacks; only then ask which are missing."
//     level: "Ask those who know the {part} level which ties this list lacks; only then ask which are missing."
//   ar:
//     country: "اسألوا العارفين بشؤون {part} أي الصلات تنقص هذه القائمة، ثم اسألوا أيها غائب فعلًا."
//     kind: "اسألوا العارفين بشؤون {part} هنا أي الصلات تنقص هذه القائمة، ثم اسألوا أيها غائب فعلًا."
//     level: "اسألوا العارفين بشؤون المستوى {part} أي الصلات تنقص هذه القائمة، ثم اسألوا أيها غائب فعلًا."
// section: fragile
// certainty: unrecorded
// severity: low
// identity: [dimension, part]
// measure: {share: {below: 0.5, at_least: 5}}
// weighs: "actors of that part"
// columns: [actor, dimension, part, ties]
// reference: "Location quotient: Isard 1960, Methods of Regional Analysis; a quotient below 0.5, of at least five actors, is a judgement"
// ---
MATCH (a:Actor)
WHERE (a:City OR a:Mayor OR a:NationalCoordinator OR a:Ministry OR a:Authority OR a:CivilSocietyGroup OR a:Organisation OR a:CoordinationBody) AND NOT a.ended
WITH a, COUNT { MATCH (a)-[t]-(b:Actor) WHERE NOT type(t) IN ['IN_COUNTRY', 'BASED_IN', 'LEADS', 'ACTS_FOR'] } AS ties
UNWIND ['country', 'kind', 'level'] AS dimension
RETURN a.id AS actor, dimension, CASE dimension WHEN 'country' THEN a.country WHEN 'kind' THEN a.kind ELSE a.level END AS part, ties
ORDER BY dimension, actor
