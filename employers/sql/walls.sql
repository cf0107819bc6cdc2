-- Staff see all rows; which of them a page shows is `visible_to`. Partners have no business here: no grant at all.
call public.wall('employers_credential', staff => 'siu', worker => 's');
call public.wall('employers_readinessmodule', staff => 'siu', worker => 's');
call public.wall('employers_employer', staff => 'siu', worker => 's');
call public.wall('employers_employer_counties', staff => 'sid', worker => 's');
call public.wall('employers_contactnote', staff => 'si', worker => 's');
call public.wall('employers_opening_credentials', staff => 'sid', worker => 's');
call public.wall('employers_hiringevent', staff => 'siu', worker => 's');
call public.wall('employers_hiringevent_employers', staff => 'sid', worker => 's');
call public.wall('employers_readinessrecord', staff => 'si', worker => 's');
call public.wall('employers_workprofile', staff => 'siu', worker => 's');
call public.wall('employers_workprofile_credentials', staff => 'sid', worker => 's');
call public.wall('employers_placement', staff => 'siu', worker => 's');
call public.wall('employers_retentioncheck', staff => 'siu', worker => 's');

-- The worker calls interviews off and withdraws applications when people move or cases end (employers/sweeps.py).
call public.wall('employers_opening', staff => 'siu', worker => 'su');
call public.wall('employers_application', staff => 'siu', worker => 'su');
call public.wall('employers_interview', staff => 'siu', worker => 'su');
