call public.wall('cases_datemove', staff => 'si', worker => 'si');
call public.wall('cases_datemovenotice', staff => 'siu', worker => 'si');

create trigger trail after insert or update or delete on public.cases_datemove
    for each row execute function public.audit_row('steps');
