call public.wall('cases_appointment', staff => 'siu', worker => 'su');
call public.wall('cases_contactpoint', staff => 'siu', worker => 'su');

create trigger trail after insert or update or delete on public.cases_appointment
    for each row execute function public.audit_row('what', 'place', 'with_whom', 'reason');
create trigger trail after insert or update or delete on public.cases_contactpoint
    for each row execute function public.audit_row('value', 'whose');
