// ---
// title: {en: Candidates, ar: المدن المرشحة}
// answers: Which cities are members of a programme on record, of what carries it, or pilots of it?
// mend: "add to actors a row of kind Programme with shares = yes, and to ties a row CITY, MEMBER_OF or PILOTS, PROGRAMME (or MEMBER_OF an organisation that SUPPORTS it); or name the candidates with --among, or make every city one with --any-city"
// columns: [programme, candidate, evidence]
// parameters: {programme: {type: actor, default: "", description: "The programme or the network; without it every programme that means to share."}}
// reference: "Strong Cities Network, report on the Western Balkans Resilience Forum, 2018: a lead pilot city among the members"
// ---
MATCH (p)
WHERE (p:Programme OR p:Organisation) AND (p.id = $programme OR ($programme = '' AND p.shares = 'yes'))
MATCH (c:City)-[t]->(x)
WHERE (type(t) IN ['MEMBER_OF', 'PILOTS'] AND x.id = p.id)
   OR (type(t) = 'MEMBER_OF' AND EXISTS { MATCH (x)-[:SUPPORTS]->(p) })
RETURN p.id AS programme, c.id AS candidate, collect(DISTINCT t.id) AS evidence
ORDER BY programme, candidate
