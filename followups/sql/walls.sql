-- Partners need nothing here, so they have no grant.
call public.wall('followups_cadence', staff => 'siu', worker => 's');
call public.wall('followups_cadencepoint', staff => 'siud', worker => 's');
call public.wall('followups_followup', staff => 'siu', worker => 'siu');
call public.wall('followups_reminder', staff => 'siu', worker => 'siu');
create trigger trail after insert or update or delete on public.followups_followup
    for each row execute function public.audit_row('note');
