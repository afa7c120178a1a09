// ---
// title: {en: "Single point of failure", ar: "حلقة وصل وحيدة"}
// answers: Without which actor would others lose every path on record to the rest?
// because:
//   en:
//     named: "On record, only {actor} ties {lost} to the others."
//     many: "On record, only {actor} ties {cut} actors to the others."
//   ar:
//     named: "بحسب المسجل، لا يصل {lost} بغيرها سوى {actor}."
//     many: "بحسب المسجل، لا يصل {cut} من الجهات بغيرها سوى {actor}."
// mend:
//   en: "Give those behind {actor} a second way: introduce one of them to somebody on the other side."
//   ar: "اجعلوا لمن وراء {actor} طريقًا ثانية: عرّفوا أحدهم على جهة في الجانب الآخر."
// section: fragile
// certainty: unrecorded
// severity: medium
// identity: [actor]
// measure: {articulation: {at_least: 2}}
// columns: [source, target]
// reference: "Articulation points: Hopcroft and Tarjan 1973; in networks of actors: Wasserman and Faust 1994, cutpoints"
// ---
MATCH (a)-[t]->(b:Actor)
WHERE NOT type(t) IN ['IN_COUNTRY', 'BASED_IN', 'LEADS', 'HAS_BODY', 'PART_OF', 'ACTS_FOR'] AND coalesce(t.form, '') <> 'met'
  AND NOT a.ended AND NOT b.ended
  AND (a:City OR a:Mayor OR a:NationalCoordinator OR a:Ministry OR a:Authority OR a:CivilSocietyGroup OR a:Organisation OR a:CoordinationBody OR a:Programme)
  AND (b:City OR b:Mayor OR b:NationalCoordinator OR b:Ministry OR b:Authority OR b:CivilSocietyGroup OR b:Organisation OR b:CoordinationBody OR b:Programme)
RETURN a.id AS source, b.id AS target
ORDER BY source, target
