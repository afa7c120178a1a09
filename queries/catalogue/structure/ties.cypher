// ---
// title: {en: Ties between offices and organisations, ar: الصلات بين الجهات والمنظمات}
// answers: Which ties count for `liaison measure` and `liaison brokers`?
// columns: [source, target, tie]
// reference: "Ties on record that are more than a meeting; where something lies, who leads it and what it is part of are none."
// ---
MATCH (a)-[t]->(b:Actor)
WHERE NOT type(t) IN ['IN_COUNTRY', 'BASED_IN', 'LEADS', 'HAS_BODY', 'PART_OF', 'ACTS_FOR'] AND coalesce(t.form, '') <> 'met'
  AND NOT a.ended AND NOT b.ended
  AND (a:City OR a:Mayor OR a:NationalCoordinator OR a:Ministry OR a:Authority OR a:CivilSocietyGroup OR a:Organisation OR a:CoordinationBody)
  AND (b:City OR b:Mayor OR b:NationalCoordinator OR b:Ministry OR b:Authority OR b:CivilSocietyGroup OR b:Organisation OR b:CoordinationBody)
RETURN a.id AS source, b.id AS target, t.id AS tie
ORDER BY tie
