call public.wall('cases_assessment', staff => 'siu', worker => 'si');
call public.wall('cases_assessmentdomain', staff => 'si', worker => 'si');
call public.wall('cases_intakeanswer', staff => 'siu', worker => 's');
call public.wall('cases_goal', staff => 'siu', worker => 's');
call public.wall('cases_planversion', staff => 'si', worker => 's');

create trigger trail after insert or update or delete on public.cases_assessment
    for each row execute function public.audit_row('level', 'score', 'assessor');
create trigger trail after insert or update or delete on public.cases_intakeanswer
    for each row execute function public.audit_row('answer', 'words');
create trigger trail after insert or update or delete on public.cases_goal
    for each row execute function public.audit_row('words', 'reason');
create trigger trail after insert or update or delete on public.cases_planversion
    for each row execute function public.audit_row('steps', 'note');
