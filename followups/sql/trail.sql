-- What the trail keeps. The arguments name columns whose values stay out of it (audit/sql/trail.sql).
-- The trail tells of who owns, what was found and what was moved; that a day came needs no witness.
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
