-- Names in plain small letters: accents and apostrophes gone, whatever else is no letter or digit a blank.
create function public.plain_name(name text) returns text
language sql immutable parallel safe set search_path = '' as $$
    select pg_catalog.btrim(pg_catalog.regexp_replace(pg_catalog.regexp_replace(
        pg_catalog.lower(public.unaccent('public.unaccent'::pg_catalog.regdictionary, coalesce(name, ''))),
        '[''’‘ʼ`´]', '', 'g'), '[^a-z0-9]+', ' ', 'g'))
$$;

create function public.name_sounds(plain text) returns text[]
language sql immutable parallel safe set search_path = '' as $$
    select coalesce(pg_catalog.array_agg(distinct sound), '{}') from (
        select public.dmetaphone(word) as sound from pg_catalog.regexp_split_to_table(plain, ' ') word
        union
        select public.dmetaphone_alt(word) from pg_catalog.regexp_split_to_table(plain, ' ') word
    ) sounds where sound <> ''
$$;

-- The words to find a name by: as it is run together (oneil) and as it is taken apart (o neil).
create function public.name_words(plain text, written text) returns tsvector
language sql immutable parallel safe set search_path = '' as $$
    select pg_catalog.to_tsvector('pg_catalog.simple'::pg_catalog.regconfig,
        plain || ' ' || public.plain_name(pg_catalog.translate(written, '''’‘ʼ`´', '      ')))
$$;
