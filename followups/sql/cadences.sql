-- A version that cases follow stays as it is: they were told of its days. A new version is made from it instead.
create function public.keep_followed_cadence() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
    version bigint;
begin
    if tg_table_name = 'followups_cadence' then
        version := old.id;
    elsif tg_op = 'INSERT' then
        version := new.cadence_id;
    else
        version := old.cadence_id;
    end if;
    if exists (select from public.followups_casecadence c where c.cadence_id = version) then
        raise exception 'Cases follow this cadence. Make a new version to edit.' using errcode = 'check_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
revoke execute on function public.keep_followed_cadence from public;

create trigger kept before update on public.followups_cadence for each row
    when ((old.name, old.version, old.track, old.risk, old.again_after, old.supervisor_after, old.head_after)
          is distinct from
          (new.name, new.version, new.track, new.risk, new.again_after, new.supervisor_after, new.head_after))
    execute function public.keep_followed_cadence();
create trigger kept_from_deletion before delete on public.followups_cadence
    for each row execute function public.keep_followed_cadence();
create trigger kept before insert or update or delete on public.followups_cadencepoint
    for each row execute function public.keep_followed_cadence();
