"""People who may be here twice: suggested with reasons, decided by a supervisor, never merged by a machine."""

from django.db import connection

from cases.models import Duplicate

MOST_AT_ONCE = 200
# Of each person with an open case: others born on the same day whose name sounds or looks alike, and others of exactly
# the same name whose birth date is not known or whose DOC number differs in one digit.
PAIRS = """
with ours as (
    select p.id, p.doc_number, p.birth_date, s.spelled, s.sounds
      from public.cases_person p
      join public.cases_searchname s on s.person_id = p.id and s.other_name_id is null
     where p.merged_into_id is null
       and exists (select from public.cases_case c
                    where c.person_id = p.id and c.state in ('intake', 'planning', 'ready', 'released'))
), pairs as (
    select least(a.id, p.id) as first, greatest(a.id, p.id) as second,
           a.spelled = b.spelled as same_name,
           a.birth_date = p.birth_date as born_alike,
           public.levenshtein(a.doc_number, p.doc_number) = 1 as number_alike
      from ours a
      join public.cases_person p on p.birth_date = a.birth_date and p.id <> a.id and p.merged_into_id is null
      join public.cases_searchname b on b.person_id = p.id and b.other_name_id is null
     where a.spelled = b.spelled or a.sounds <@ b.sounds or a.sounds @> b.sounds
        or public.similarity(a.spelled, b.spelled) >= 0.5
    union
    select least(a.id, p.id), greatest(a.id, p.id), true, false, public.levenshtein(a.doc_number, p.doc_number) = 1
      from ours a
      join public.cases_searchname b on b.spelled = a.spelled and b.other_name_id is null
      join public.cases_person p on p.id = b.person_id and p.id <> a.id and p.merged_into_id is null
     where (a.birth_date is null or p.birth_date is null or public.levenshtein(a.doc_number, p.doc_number) = 1)
       and a.birth_date is distinct from p.birth_date
)
select distinct on (first, second) first, second, same_name, born_alike, number_alike
  from pairs
 where not exists (select from public.cases_duplicate d where d.first_id = pairs.first and d.second_id = pairs.second)
 order by first, second, same_name desc
 limit %s
"""
REASONS = ("Same name", "Same date of birth", "DOC numbers differ in one digit")


def suggest() -> int:
    """Note pairs that were not noted before; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, [MOST_AT_ONCE])
        found = [
            Duplicate(first_id=first, second_id=second, reasons=_reasons(same_name, signs))
            for first, second, same_name, *signs in cursor.fetchall()
        ]
    Duplicate.objects.bulk_create(found, ignore_conflicts=True)
    return len(found)


def _reasons(same_name: bool, signs) -> list[str]:
    told = [reason for reason, holds in zip(REASONS, [same_name, *signs], strict=True) if holds]
    return told if same_name else ["Names alike", *told]
