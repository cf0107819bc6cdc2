-- The outbox. Staff and the worker read it; whoever acts puts messages in through the functions below, which run as the
-- owner, so that a partner's request can tell staff and colleagues something without reading a single row.
create function public.outbox_put(
    once text, channel text, template text, facts jsonb, path text, due_at timestamptz,
    user_id bigint, contact_id bigint, follow_up_id bigint, appointment_id bigint
) returns bigint language plpgsql security definer set search_path = '' as $$
declare
    put bigint;
begin
    -- A partner tells the department's people and its own colleagues, nobody else.
    if public.acting_organization() is not null and (contact_id is not null or not exists (
            select from public.accounts_user u
             where u.id = outbox_put.user_id
               and (u.organization_id is null or u.organization_id = public.acting_organization()))) then
        raise insufficient_privilege using message = 'A partner tells only staff and colleagues.';
    end if;
    insert into public.followups_message
        (key, once, channel, template, facts, path, user_id, contact_id, follow_up_id, appointment_id, state,
         put_at, put_by_id, due_at, attempts, in_doubt, provider_ref, error)
    values (pg_catalog.gen_random_uuid(), once, channel, template, facts, path, user_id, contact_id, follow_up_id,
            appointment_id, 'queued', public.portal_now(), public.acting_user(),
            coalesce(due_at, public.portal_now()), 0, false, '', '')
    on conflict on constraint followups_message_once_key do nothing returning id into put;
    if put is null then
        select m.id into put from public.followups_message m where m.once = outbox_put.once;
    end if;
    return put;
end $$;

-- Cancel what waits under a prefix that names one thing ("referral-41-"); returns how many.
create function public.outbox_take_back(once_prefix text) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
    taken bigint;
begin
    if once_prefix !~ '^[a-z_-]+-[0-9]+-' then
        raise invalid_parameter_value using message = 'The prefix has to name one thing, as in referral-41-.';
    end if;
    update public.followups_message m set state = 'cancelled', error = 'Taken back'
     where m.state = 'queued'
       and m.once like pg_catalog.replace(outbox_take_back.once_prefix, '_', '\_') || '%';
    get diagnostics taken = row_count;
    return taken;
end $$;

revoke execute on function public.outbox_put, public.outbox_take_back from public;
grant execute on function public.outbox_put, public.outbox_take_back to as_staff, as_partner, as_worker;
