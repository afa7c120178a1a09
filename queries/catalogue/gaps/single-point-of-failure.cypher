// ---
// title: {en: "Single point of failure", ar: "حلقة وصل وحيدة"}
// answers: Without which actor would others lose every path on record to the rest?
// because:
//   en:
//     named: "Without {actor} no path on record would lead from {lost} to the rest."
//     many: "Without {actor} no path on record would lead from {cut} of the actors and programmes here to the rest."
//   ar:
//     named: "لولا {actor} لما بقي طريق مسجل بين {lost} وسائر الجهات."
//     many: "لولا {actor} لما بقي طريق مسجل بين {cut} من الجهات والبرامج هنا وسائرها."
// mend:
//   en:
//     named: "Make a way around {actor}: introduce one of {lost} to somebody beyond it."
//     many: "Make a way around {actor}: introduce one of those that only it ties to the rest to somebody beyond it."
//   ar:
//     named: "أقيموا طريقًا لا يمر عبر {actor}: عرّفوا جهة من {lost} على جهة في الجانب الآخر."
//     many: "أقيموا طريقًا لا يمر عبر {actor}: عرّفوا جهة ممن وراءه على جهة في الجانب الآخر."
// section: fragile
// certainty: unrecorded
// severity: medium
// identity: [actor]
// measure: {articulation: {at_least: 2}}
// weighs: "actors and programmes that would be cut off"
// columns: [source, target]
// reference: "Counted are offices, organisations, bodies, programmes and cities, and ties that are more than a meeting; cities and what acts for them stand for themselves. Articulation points: Hopcroft and Tarjan 1973; in networks of actors: Wasserman and Faust 1994, cutpoints"
// ---
MATCH (a)-[t]->(b:Actor)
WHERE NOT type(t) IN ['IN_COUNTRY', 'BASED_IN', 'LEADS', 'HAS_BODY', 'PART_OF', 'ACTS_FOR'] AND coalesce(t.form, '') <> 'met'
  AND NOT a.ended AND NOT b.ended
  AND (a:City OR a:Mayor OR a:NationalCoordinator OR a:Ministry OR a:Authority OR a:CivilSocietyGroup OR a:Organisation OR a:CoordinationBody OR a:Programme)
  AND (b:City OR b:Mayor OR b:NationalCoordinator OR b:Ministry OR b:Authority OR b:CivilSocietyGroup OR b:Organisation OR b:CoordinationBody OR b:Programme)
RETURN a.id AS source, b.id AS target
ORDER BY source, target
