call public.wall('cases_savedview', staff => 'siud');
call public.wall('cases_casetag', staff => 'sid', worker => 's');
call public.wall('cases_assignmentrule', staff => 'siud', worker => 's');
call public.wall('cases_handover', staff => 'siu');

create trigger trail after insert or update or delete on public.cases_casetag
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.cases_assignmentrule
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.cases_handover
    for each row execute function public.audit_row('why');
