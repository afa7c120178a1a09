// ---
// title: {en: "No tie at all", ar: "بلا أي صلة"}
// answers: Which offices, organisations and cities have no tie of any kind on record, but where they lie and what they need or offer?
// because:
//   en: "No tie of {actor} to anybody, and no event, programme or plan, is on record."
//   ar: "لا صلة مسجلة بين {actor} وأي طرف، ولا بفعالية أو برنامج أو خطة."
// mend:
//   en: "Ask {actor} with whom it works; or take it out of the list if it is not meant to be there."
//   ar: "اسألوا {actor} عن شركاء العمل؛ أو احذفوا هذه الجهة من القائمة إن لم تكن منها."
// identity: [actor]
// certainty: unrecorded
// severity: low
// columns: [actor, country]
// reference: "Isolates: Wasserman and Faust 1994, Social Network Analysis, chapter 4"
// ---
MATCH (a:Actor)
WHERE (a:City OR a:Mayor OR a:NationalCoordinator OR a:Ministry OR a:Authority OR a:CivilSocietyGroup OR a:Organisation OR a:CoordinationBody)
  AND NOT a.ended AND NOT EXISTS { MATCH (a)-[t]-(b:Actor) WHERE NOT type(t) IN ['IN_COUNTRY', 'BASED_IN'] AND NOT b:Practice }
RETURN a.id AS actor, a.country AS country
ORDER BY country, actor
