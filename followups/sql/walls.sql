-- Partners need nothing here, so they have no grant. A provider's signed call may add a text that came in and a message
-- that came back, not read any.
call public.wall('followups_cadence', staff => 'siu', worker => 's');
call public.wall('followups_cadencepoint', staff => 'siud', worker => 's');
call public.wall('followups_followup', staff => 'siu', worker => 'siu');
call public.wall('followups_casecadence', staff => 'siu', worker => 'siu');
call public.wall('followups_attempt', staff => 'si', worker => 's');
call public.wall('followups_defect', staff => 'si', worker => 'si');
call public.wall('followups_measurement', staff => 'si', worker => 's');
call public.wall('followups_measuredneed', staff => 'si', worker => 's');
call public.wall('followups_agreement', staff => 'siu', worker => 'su');
call public.wall('followups_inboundtext', staff => 's', worker => 'su', visitor => 'i');
call public.wall('followups_oversight', staff => 'siud', worker => 's');
call public.wall('followups_cover', staff => 'sid', worker => 's');
call public.wall('followups_mailchoice', staff => 'siu', worker => 'su');
call public.wall('followups_calendarfeed', staff => 'siu');
call public.wall('followups_channelpause', staff => 'sid', worker => 's');
call public.wall('followups_returnedmessage', staff => 's', worker => 'su', visitor => 'i');

-- Whoever acts puts messages in through functions (outbox.sql).
call public.wall('followups_message', staff => 'siu', worker => 'siu');
