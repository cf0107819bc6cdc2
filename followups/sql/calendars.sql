-- Whose calendar an address shows; asked before anyone is signed in, by the hash of a secret of 32 bytes.
create function public.calendar_owner(hash text) returns bigint
language sql stable security definer set search_path = '' as $$
    select f.user_id from public.followups_calendarfeed f where f.token_hash = hash and f.ended_at is null
$$;
revoke execute on function public.calendar_owner from public;
grant execute on function public.calendar_owner to as_visitor, as_staff;
