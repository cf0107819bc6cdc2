-- Each date that the roster said again was seen on its day; one statement a roster, whatever its size.
create function public.dates_seen_again(batch bigint) returns void language sql set search_path = '' as $$
    update public.cases_releasedate d set last_seen_on = b.as_of
      from public.cases_rosterbatch b
      join public.cases_rosterrow r on r.batch_id = b.id and r.lines > 0
      join public.cases_person p on p.doc_number = r.doc_number
      join public.cases_case c on c.person_id = p.id and c.state in ('intake', 'planning', 'ready', 'released')
     where b.id = batch and d.case_id = c.id and d.replaced_at is null
       and d.source = case b.format when 'fak930' then 'fak930' else 'extract' end
       and r.said -> 'dates' ->> d.kind = coalesce(pg_catalog.to_char(d.date, 'YYYY-MM-DD'), d.no_date_reason)
       and d.last_seen_on is distinct from b.as_of
$$;
