// ---
// title: {en: Need without support, ar: حاجة بلا دعم}
// answers: Which reported needs has nobody on record to support, within what is needed?
// because:
//   en:
//     alone: "{actor} is reported to need {practice}; nobody is on record as supporting it in that."
//     other: "{actor} is reported to need {practice}; {supporters} {n_supporters:supports|support} it, and whether in that is not on record."
//   ar:
//     alone: "ورد أن {actor} بحاجة إلى {practice}؛ ولا داعم مسجل في ذلك."
//     other: "ورد أن {actor} بحاجة إلى {practice}؛ والدعم مسجل من {supporters}، ولم يُسجَّل هل هو في ذلك."
// mend:
//   en:
//     none: "Find who can support {actor} with {practice}."
//     some: "Bring {actor} and {offering} together: {n_offering:it offers|they offer} {practice}."
//   ar:
//     none: "ابحثوا عمن يستطيع دعم {actor} في {practice}."
//     some: "اجمعوا بين {actor} و{offering}: فمن المسجل تقديم {practice} هناك."
// missing: {tie: SUPPORTS, from: "some Organisation", to: actor, key: practice}
// section: need
// severity: medium
// key: [practice]
// columns: [actor, practice, country, offering, n_offering, supporters, n_supporters, case, mend_case, evidence]
// reference: "BIRN, 2019: the referral mechanism in Kosovo's municipalities"
// ---
MATCH (p:Practice)
OPTIONAL MATCH (p)<-[w:SUPPORTS|OFFERS]-(h)
WITH p, collect(DISTINCT h.id) AS able, collect(DISTINCT CASE WHEN type(w) = 'OFFERS' AND NOT h.ended THEN h.id END) AS offers
MATCH (p)<-[t:NEEDS]-(a)
WHERE NOT a.ended
OPTIONAL MATCH (a)<-[:ACTS_FOR*0..1]-(x)<-[u:SUPPORTS]-(s)
WITH p, able, a, [o IN offers WHERE o <> a.id] AS offering, collect(DISTINCT t.id) AS evidence,
     collect(DISTINCT s.id) AS supporters, count(CASE WHEN u.key = p.id OR s.id IN able THEN 1 END) AS fitting
WHERE fitting = 0
RETURN a.id AS actor, p.id AS practice, a.country AS country, offering, size(offering) AS n_offering, supporters,
       size(supporters) AS n_supporters, CASE WHEN size(supporters) > 0 THEN 'other' ELSE 'alone' END AS case,
       CASE WHEN size(offering) > 0 THEN 'some' ELSE 'none' END AS mend_case, evidence
ORDER BY country, actor, practice
