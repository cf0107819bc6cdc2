-- What allows the one who acts to touch these people, where it is not their role alone. The rooms above replace it when
-- they know (cases/sql/emergency.sql).
create function public.audit_basis(people bigint[]) returns table (person bigint, basis text)
language sql stable security definer set search_path = '' as $$
    select null::bigint, null::text where false
$$;

-- As before, and: an event about people of whom some were touched on a basis of their own is written apart for those.
create or replace function public.audit_record(
    action text, object_type text, object_id text, people bigint[], basis text, outcome text, detail jsonb
) returns void language plpgsql security definer set search_path = '' as $$
declare
    rest bigint[] := people;
    part record;
begin
    if basis = '' then
        for part in select b.basis, array_agg(b.person order by b.person) as people
                      from public.audit_basis(people) b group by b.basis loop
            perform public.audit_record(action, object_type, object_id, part.people, part.basis, outcome, detail);
            rest := array(select unnest(rest) except select unnest(part.people) order by 1);
        end loop;
        if rest = '{}' and people <> '{}' then
            return;
        end if;
    end if;
    insert into public.audit_auditevent
        (at, actor_id, organization_id, database_role, action, object_type, object_id, people, basis, request_id, ip,
         outcome, detail)
    values (clock_timestamp(),
            nullif(pg_catalog.current_setting('app.user_id', true), '')::bigint,
            nullif(pg_catalog.current_setting('app.organization_id', true), '')::bigint,
            coalesce(nullif(pg_catalog.current_setting('role', true), 'none'), session_user),
            action, object_type, object_id, rest, basis,
            coalesce(pg_catalog.current_setting('app.request_id', true), ''),
            nullif(pg_catalog.current_setting('app.ip', true), '')::inet,
            outcome, detail);
end $$;
revoke all on function public.audit_basis(bigint[]) from public;
