-- From lines to people: one row a person, whatever the order of the lines.
-- The newest cycle counts, and of its lines the last one says who the person is. Of an extract the last line also says
-- the dates; of FAK930, with a line a charge, the earliest minimum and the latest maximum count, and one life sentence
-- outweighs every date (missouri-data.md 2.6).
with newest as (
    select distinct on (doc_number) doc_number, cycle, said
      from roster_line order by doc_number, cycle desc, line desc
), dates as (
    select l.doc_number, d.key as kind,
           case when d.key not in ('sentence_minimum', 'sentence_maximum')
                    then (array_agg(d.value order by l.line desc))[1]
                when bool_or(d.value = 'life') then 'life'
                when d.key = 'sentence_minimum' then coalesce(min(d.value) filter (where d.value ~ '^[0-9]'), min(d.value))
                else coalesce(max(d.value) filter (where d.value ~ '^[0-9]'), min(d.value)) end as said
      from roster_line l
      join newest n using (doc_number, cycle)
     cross join lateral jsonb_each_text(l.said -> 'dates') d
     group by l.doc_number, d.key
), dated as (
    select doc_number, jsonb_object_agg(kind, said) as dates from dates group by doc_number
), counted as (
    select doc_number, count(*) as lines from roster_line group by doc_number
)
insert into public.cases_rosterrow (batch_id, doc_number, name, lines, said, kinds, text, applied)
select %(batch)s, doc_number, concat(n.said ->> 'last_name', ', ', n.said ->> 'first_name'), c.lines,
       n.said || jsonb_build_object('dates', coalesce(d.dates, '{}')), '{}', '', false
  from newest n
  join counted c using (doc_number)
  left join dated d using (doc_number)
