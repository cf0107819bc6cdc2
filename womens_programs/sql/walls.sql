-- Staff see all rows; which of them a page shows is `visible_to`. Partners have no business here: no grant at all.
call public.wall('womens_programs_program', staff => 'siu', worker => 's');
call public.wall('womens_programs_program_need_areas', staff => 'sid', worker => 's');
call public.wall('womens_programs_program_sites', staff => 'sid', worker => 's');
call public.wall('womens_programs_cohort', staff => 'siu', worker => 's');
-- Sessions that nobody attended yet are laid out anew when the cohort's dates change.
call public.wall('womens_programs_session', staff => 'siud', worker => 's');
-- The worker lets a place in line follow a woman to her new prison (womens_programs/sweeps.py).
call public.wall('womens_programs_enrollment', staff => 'siu', worker => 'su');
call public.wall('womens_programs_attendance', staff => 'siu', worker => 's');
