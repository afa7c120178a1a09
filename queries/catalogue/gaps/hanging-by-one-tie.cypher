// ---
// title: {en: "Levels held by one tie", ar: "مستويات تربطها صلة واحدة"}
// answers: Which one tie between two levels holds a part of the network to the rest?
// because:
//   en:
//     named: "The tie of {source} and {target} is, on record, the only one that holds {lost} to the others."
//     many: "The tie of {source} and {target} is, on record, the only one that holds {cut} actors to the others."
//   ar:
//     named: "صلة {source} و{target} هي، بحسب المسجل، الوحيدة التي تصل {lost} بغيرها."
//     many: "صلة {source} و{target} هي، بحسب المسجل، الوحيدة التي تصل {cut} من الجهات بغيرها."
// mend:
//   en: "Keep that tie, and make a second: introduce another of those behind it to the other level."
//   ar: "حافظوا على هذه الصلة وأقيموا ثانية: عرّفوا جهة أخرى من وراءها على المستوى الآخر."
// section: fragile
// certainty: unrecorded
// severity: medium
// identity: [source, target]
// measure: {bridges: {at_least: 2}}
// columns: [source, target, across, evidence]
// reference: "Bridges: Granovetter 1973, The strength of weak ties; Tarjan 1974, finding the bridges of a graph"
// ---
MATCH (a)-[t]->(b:Actor)
WHERE NOT type(t) IN ['IN_COUNTRY', 'BASED_IN', 'LEADS', 'HAS_BODY', 'PART_OF', 'ACTS_FOR'] AND coalesce(t.form, '') <> 'met'
  AND NOT a.ended AND NOT b.ended
  AND (a:City OR a:Mayor OR a:NationalCoordinator OR a:Ministry OR a:Authority OR a:CivilSocietyGroup OR a:Organisation OR a:CoordinationBody OR a:Programme)
  AND (b:City OR b:Mayor OR b:NationalCoordinator OR b:Ministry OR b:Authority OR b:CivilSocietyGroup OR b:Organisation OR b:CoordinationBody OR b:Programme)
RETURN a.id AS source, b.id AS target, a.level <> b.level AS across, t.id AS evidence
ORDER BY source, target, evidence
