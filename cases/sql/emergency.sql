-- Only staff who work with cases open one; what was said then stays, the end only comes nearer, and a review is final.
create function public.emergency_stands() returns trigger language plpgsql set search_path = '' as $$
begin
    if tg_op = 'INSERT' then
        if not exists (select from public.accounts_user u
                        where u.id = new.user_id
                          and u.role in ('coordinator', 'supervisor', 'employment', 'womens')) then
            raise exception 'Only staff open a record in an emergency.';
        end if;
    elsif (new.user_id, new.case_id, new.reason, new.opened_at)
              is distinct from (old.user_id, old.case_id, old.reason, old.opened_at)
          or new.ends_at > old.ends_at or old.reviewed_at is not null then
        raise exception 'An emergency access is not changed or made longer.';
    end if;
    return new;
end $$;
create trigger stands before insert or update on public.cases_emergencyaccess
    for each row execute function public.emergency_stands();

-- Which of these people the one who acts has open in an emergency. audit_record asks it for every event, so that each
-- look, search and change meanwhile carries the basis, whichever page made it.
create function public.audit_basis(people bigint[]) returns table (person bigint, basis text)
language sql stable security definer set search_path = '' as $$
    select c.person_id, 'emergency:' || max(e.id)
      from public.cases_emergencyaccess e join public.cases_case c on c.id = e.case_id
     where e.user_id = nullif(pg_catalog.current_setting('app.user_id', true), '')::bigint
       and e.ends_at > public.portal_now() and c.person_id = any (people)
     group by c.person_id
$$;
revoke all on function public.audit_basis(bigint[]) from public;
