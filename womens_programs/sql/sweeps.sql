-- The worker lets a place in line follow a woman to her new prison (womens_programs/sweeps.py).
grant update on public.womens_programs_enrollment to as_worker;
