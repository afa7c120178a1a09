// ---
// title: {en: Memberships, ar: العضويات}
// answers: Who is on record as a member of what, since when, and by which source?
// columns: [body, body_name, member, member_name, country, since, disputed]
// ---
MATCH (a)-[t:MEMBER_OF]->(b)
RETURN b.id AS body, b.name AS body_name, a.id AS member, a.name AS member_name, a.country AS country,
       t.first_day AS since, t.disputed AS disputed
ORDER BY body, country, member
