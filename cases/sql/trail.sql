-- What the trail keeps. The arguments name columns whose values stay out of it (audit/sql/trail.sql).
create trigger trail after insert or update or delete on public.cases_person
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.cases_case
    for each row execute function public.audit_row('last_activity_at');
create trigger trail after insert or update or delete on public.cases_need
    for each row execute function public.audit_row('standing', 'next_action', 'reason');
-- Steps are drawn by the dozen with their case, so their first writing adds nothing to the trail.
create trigger trail after update or delete on public.cases_planstep
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.cases_note
    for each row execute function public.audit_row('text');
-- That a date was seen again is no change of it: the trail tells of dates that came, went or were corrected.
create trigger trail after insert or delete or update of case_id, kind, source, date, no_date_reason, replaced_at, why
    on public.cases_releasedate for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.cases_posting
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.cases_appointment
    for each row execute function public.audit_row('what', 'place', 'with_whom', 'reason');
create trigger trail after insert or update or delete on public.cases_contactpoint
    for each row execute function public.audit_row('value', 'whose');
create trigger trail after insert or update or delete on public.cases_emergencyaccess
    for each row execute function public.audit_row('reason', 'review');
create trigger trail after insert or update or delete on public.cases_homeplan
    for each row execute function public.audit_row('address', 'host', 'host_phone', 'rules', 'paid_by', 'reason');
create trigger trail after insert or update or delete on public.cases_supervision
    for each row execute function public.audit_row('directions');
create trigger trail after insert or update or delete on public.cases_condition
    for each row execute function public.audit_row('words');
create trigger trail after insert or update or delete on public.cases_personaround
    for each row execute function public.audit_row('name', 'relation', 'phone', 'birth_year', 'note');
create trigger trail after insert or update or delete on public.cases_personmerge
    for each row execute function public.audit_row('why');
create trigger trail after insert or update or delete on public.cases_paper
    for each row execute function public.audit_row('tracking', 'reason');
create trigger trail after insert or update or delete on public.cases_benefit
    for each row execute function public.audit_row('reason');
create trigger trail after insert or update or delete on public.cases_document
    for each row execute function public.audit_row('title', 'name', 'withdrawn_why');
create trigger trail after insert or update or delete on public.cases_assessment
    for each row execute function public.audit_row('level', 'score', 'assessor');
create trigger trail after insert or update or delete on public.cases_intakeanswer
    for each row execute function public.audit_row('answer', 'words');
create trigger trail after insert or update or delete on public.cases_goal
    for each row execute function public.audit_row('words', 'reason');
create trigger trail after insert or update or delete on public.cases_planversion
    for each row execute function public.audit_row('steps', 'note');
create trigger trail after insert or update or delete on public.cases_datemove
    for each row execute function public.audit_row('steps');
create trigger trail after insert or update or delete on public.cases_casetag
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.cases_assignmentrule
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.cases_handover
    for each row execute function public.audit_row('why');
create trigger trail after insert or update or delete on public.cases_othername
    for each row execute function public.audit_row('last_name', 'first_name');
