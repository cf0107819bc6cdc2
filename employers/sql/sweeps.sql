-- The worker calls interviews off and withdraws applications when people move or cases end (employers/sweeps.py).
grant update on public.employers_application, public.employers_interview, public.employers_opening to as_worker;
