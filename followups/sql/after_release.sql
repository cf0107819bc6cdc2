-- Partners need nothing here, so they have no grant. A provider's signed call may add a text that came in, not read any.
call public.wall('followups_casecadence', staff => 'siu', worker => 'siu');
call public.wall('followups_attempt', staff => 'si', worker => 's');
call public.wall('followups_defect', staff => 'si', worker => 'si');
call public.wall('followups_measurement', staff => 'si', worker => 's');
call public.wall('followups_measuredneed', staff => 'si', worker => 's');
call public.wall('followups_agreement', staff => 'siu', worker => 'su');
call public.wall('followups_inboundtext', staff => 's', worker => 'su', visitor => 'i');
call public.wall('followups_oversight', staff => 'siud', worker => 's');
call public.wall('followups_cover', staff => 'sid', worker => 's');
call public.wall('followups_mailchoice', staff => 'siu', worker => 'su');
call public.wall('followups_calendarfeed', staff => 'siu');
call public.wall('followups_channelpause', staff => 'sid', worker => 's');

-- Whose calendar an address shows; asked before anyone is signed in, by the hash of a secret of 32 bytes.
create function public.calendar_owner(hash text) returns bigint
language sql stable security definer set search_path = '' as $$
    select f.user_id from public.followups_calendarfeed f where f.token_hash = hash and f.ended_at is null
$$;
revoke execute on function public.calendar_owner from public;
grant execute on function public.calendar_owner to as_visitor, as_staff;

-- The trail tells of who owns, what was found and what was moved; that a day came needs no witness.
drop trigger trail on public.followups_followup;
create trigger trail
    after insert or delete or update of due_on, owner_id, outcome, end_reason, escalated_to_id
    on public.followups_followup for each row execute function public.audit_row('note', 'snooze_reason');
create trigger trail after insert or update or delete on public.followups_casecadence
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.followups_oversight
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.followups_cover
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.followups_calendarfeed
    for each row execute function public.audit_row('token_hash');
create trigger trail after insert or update or delete on public.followups_channelpause
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.followups_agreement
    for each row execute function public.audit_row();
