// ---
// title: {en: "Levels held by one tie", ar: "مستويات تربطها صلة واحدة"}
// answers: Which one tie between two levels holds a part of the network to the rest?
// because:
//   en:
//     named: "Without the tie of {source} and {target} no path on record would lead from {lost} to the rest."
//     many: "Without the tie of {source} and {target} no path on record would lead from {cut} of the actors and programmes here to the rest."
//   ar:
//     named: "لولا الصلة بين {source} و{target} لما بقي طريق مسجل بين {lost} وسائر الجهات."
//     many: "لولا الصلة بين {source} و{target} لما بقي طريق مسجل بين {cut} من الجهات والبرامج هنا وسائرها."
// mend:
//   en:
//     named: "Keep the tie of {source} and {target}, and make a second one: introduce another of {lost} to the other side."
//     many: "Keep the tie of {source} and {target}, and make a second one between the two sides."
//   ar:
//     named: "حافظوا على الصلة بين {source} و{target}، وأقيموا صلة ثانية: عرّفوا جهة أخرى من {lost} على الجانب الآخر."
//     many: "حافظوا على الصلة بين {source} و{target}، وأقيموا صلة ثانية بين الجانبين."
// section: fragile
// certainty: unrecorded
// severity: medium
// identity: [source, target]
// measure: {bridges: {at_least: 2}}
// weighs: "actors and programmes that would be cut off"
// columns: [source, target, across, evidence]
// reference: "Counted as in single-point-of-failure. Bridges: Granovetter 1973, The strength of weak ties; Tarjan 1974, finding the bridges of a graph"
// ---
MATCH (a)-[t]->(b:Actor)
WHERE NOT type(t) IN ['IN_COUNTRY', 'BASED_IN', 'LEADS', 'HAS_BODY', 'PART_OF', 'ACTS_FOR'] AND coalesce(t.form, '') <> 'met'
  AND NOT a.ended AND NOT b.ended
  AND (a:City OR a:Mayor OR a:NationalCoordinator OR a:Ministry OR a:Authority OR a:CivilSocietyGroup OR a:Organisation OR a:CoordinationBody OR a:Programme)
  AND (b:City OR b:Mayor OR b:NationalCoordinator OR b:Ministry OR b:Authority OR b:CivilSocietyGroup OR b:Organisation OR b:CoordinationBody OR b:Programme)
RETURN a.id AS source, b.id AS target, a.level <> b.level AS across, t.id AS evidence
ORDER BY source, target, evidence
