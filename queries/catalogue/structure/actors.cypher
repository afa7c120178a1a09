// ---
// title: {en: Offices and organisations, ar: الجهات والمنظمات}
// answers: Which actors are measured by `liaison measure` and `liaison brokers`?
// columns: [actor]
// reference: "Offices, organisations and places that act; never persons. What is attended, adopted or learned is none."
// ---
MATCH (a:Actor)
WHERE (a:City OR a:Mayor OR a:NationalCoordinator OR a:Ministry OR a:Authority OR a:CivilSocietyGroup OR a:Organisation OR a:CoordinationBody) AND NOT a.ended
RETURN a.id AS actor
ORDER BY actor
