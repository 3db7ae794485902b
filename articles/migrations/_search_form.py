r"""The forms in which words are looked for and names compared, whatever the locale.

PostgreSQL's own parser, lower() and unaccent() go by the locale or by the release. These
functions name each range by its code points (Unicode 14) instead, so that databases
answer alike, one with the locale "C" included. No expression looks behind, for which
PostgreSQL reads from the beginning of the text each time.
"""

from django.db.migrations import RunSQL

# What nobody sees: soft hyphen, zero-width signs, marks of direction, selectors, tags.
_UNSEEN = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
# Accents that no letter took up, points of Hebrew and Arabic, and the Arabic kashida.
_POINTS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    r"\u06ea-\u06ed\u0711\u0730-\u074a\u08d3-\u08e1\u08e3-\u08ff\u1ab0-\u1aff"
    r"\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# Scripts that put no spaces between words, or put endings to them: Thai, Lao, Burmese,
# Khmer, Tai; kana, Chinese characters, Hangul. Each sign is a word to a search.
_WORD_SIGNS = (
    r"\u0e01-\u0eff\u1000-\u1049\u1050-\u109d\u1780-\u17d3\u17d7\u17dc-\u17ff"
    r"\u1950-\u19dd\u1a20-\u1a9f\u1aa7\ua9e0-\ua9ff\uaa60-\uaa76\uaa7a-\uaadd"
    r"\u3005-\u3007\u3031-\u303c\u303e-\u309f\u30a1-\u30fa\u30fc-\u318f"
    r"\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua48f\uac00-\ud7ff"
    r"\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
# Whatever is no part of a word: signs, spaces, and code points for private use. The comma
# is let through, as the decimal point is kept in its place.
_BORDERS = (
    r"\u0001-\u002b\u002d-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7"
    r"\u02b9-\u02ff\u0375\u03f6\u0482\u055a-\u055f\u0589-\u058f\u05be\u05c0\u05c3\u05c6"
    r"\u05f3-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u06dd-\u06de\u06e9\u06fd-\u06fe"
    r"\u0700-\u070f\u07f6-\u07f9\u07fe-\u07ff\u0830-\u083e\u085e\u0888\u0890-\u0891"
    r"\u08e2\u0964-\u0965\u0970\u09f2-\u09f3\u09fa-\u09fb\u09fd\u0a76\u0af0-\u0af1"
    r"\u0b70\u0bf3-\u0bfa\u0c77\u0c7f\u0c84\u0d4f\u0d79\u0df4\u0e3f\u0e4f\u0e5a-\u0e5b"
    r"\u0f01-\u0f17\u0f1a-\u0f1f\u0f34\u0f36\u0f38\u0f3a-\u0f3d\u0f85\u0fbe-\u0fc5"
    r"\u0fc7-\u0fda\u104a-\u104f\u109e-\u109f\u10fb\u1360-\u1368\u1390-\u1399\u1400"
    r"\u166d-\u166e\u1680\u169b-\u169c\u16eb-\u16ed\u1735-\u1736\u17d4-\u17d6"
    r"\u17d8-\u17db\u1800-\u180a\u1940-\u1945\u19de-\u19ff\u1a1e-\u1a1f\u1aa0-\u1aa6"
    r"\u1aa8-\u1aad\u1b5a-\u1b6a\u1b74-\u1b7e\u1bfc-\u1bff\u1c3b-\u1c3f\u1c7e-\u1c7f"
    r"\u1cc0-\u1cc7\u1cd3\u2000-\u20cf\u2100-\u214f\u218a-\u2bff\u2ce5-\u2cea"
    r"\u2cf9-\u2cff\u2d70\u2e00-\u2e2e\u2e30-\u3004\u3008-\u3020\u3030\u3037\u303d"
    r"\u303f\u30a0\u30fb\u3190-\u3191\u31c0-\u31ef\u3200-\u33ff\u4dc0-\u4dff"
    r"\ua490-\ua4cf\ua4fe-\ua4ff\ua60d-\ua60f\ua673\ua67e\ua6f2-\ua716\ua720-\ua721"
    r"\ua789-\ua78a\ua828-\ua82b\ua836-\ua839\ua874-\ua877\ua8ce-\ua8cf\ua8f8-\ua8fa"
    r"\ua8fc\ua92e-\ua92f\ua95f\ua9c1-\ua9cd\ua9de-\ua9df\uaa5c-\uaa5f\uaa77-\uaa79"
    r"\uaade-\uaadf\uaaf0-\uaaf1\uab5b\uab6a-\uab6b\uabeb\ue000-\uf8ff\ufd3e-\ufd4f"
    r"\ufdcf\ufdfc-\ufdff\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uff0f\uffe0-\uffff"
    r"\U0001d000-\U0001d3ff\U0001f000-\U0001faff\U000f0000-\U0010ffff"
)
# What is typed for an apostrophe, and around what is quoted.
_APOSTROPHES = r"\u0027`\u00b4\u02b9-\u02bf\u05f3\u2018-\u201b\u2032\u2035\uff07"
_QUOTATION_MARKS = (
    r'"\u00ab\u00bb\u05f4\u201c-\u201f\u2033\u2036\u2039\u203a\u300c-\u300f\u301d-\u301f'
    r"\uff02"
)
_SPACES = r"\u0001-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028-\u202f\u205f\u3000"
_DASHES = r"\u002d\u00b7\u058a\u05be\u2010-\u2015\u2212\u30fb\ufe58\ufe63\uff0d"
# The zeros of scripts that have digits of their own; the other nine follow each.
_ZEROS = (
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66,
    0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810,
)  # fmt: skip


def _small_letters(first: int, last: int) -> tuple[str, str]:
    """The capitals in a range of code points, and what becomes of each."""
    letters = map(chr, range(first, last + 1))
    capitals = [letter for letter in letters if letter.lower() != letter]
    return "".join(capitals), "".join(capitals).lower()


# Letters, each in the place of what becomes of it. Those that Unicode takes apart into
# a letter and an accent need no line here.
_LETTERS = (
    ("ØøŁłĐđÐðƉɖĦħŦŧıƁɓƊɗƘƙƳƴƗɨɄʉɈɉȺⱥȻȼɃƀ", "oollddddddhhttibbddkkyyiiuujjaaccbb"),
    ("ƏƐƆŊƔƲƑƵƷƎ", "əɛɔŋɣʋƒƶʒǝ"),
    ("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩς", "αβγδεζηθικλμνξοπρστυφχψωσ"),
    _small_letters(0x400, 0x42F),
    _small_letters(0x460, 0x481),
    _small_letters(0x48A, 0x52F),
    ("ёѐѝ", "ееи"),
    _small_letters(0x531, 0x556),
    _small_letters(0x1C90, 0x1CBF),
    # Arabic letters that writers use for one another, Persian and Urdu ones among them
    ("أإآٱؤئىیېےۓةہھەۀۂۃکڪ", "ااااويييييي" + "هههههههكك"),
    (
        "".join(chr(zero + digit) for zero in _ZEROS for digit in range(10)),
        "0123456789" * len(_ZEROS),
    ),
)


def _replace_letters(old: str, new: str) -> str:
    # `translate` looks through all of them at every sign: only where there is one.
    return f"""
    IF t ~ '[{old}]' THEN t := translate(t, '{old}', '{new}'); END IF;"""


# The letters of a text, without case, accents, vowel points and what nobody sees.
FOLD_LETTERS = rf"""
CREATE FUNCTION public.fold_letters(text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
AS $$
DECLARE t text := $1;
BEGIN
    IF t !~ '[^\u0001-\u007f]' THEN
        RETURN lower(t COLLATE "C");
    END IF;
    t := regexp_replace(t, '[{_UNSEEN}]', '', 'g');
    -- To put marks in order takes the square of their number; thirty are no language's.
    t := regexp_replace(t, '([{_POINTS}]{{30}})[{_POINTS}]+', '\1', 'g');
    t := normalize(t, NFKC);
    -- Taken apart to lose its accent; a Cyrillic letter keeps it, as it is another letter.
    t := regexp_replace(normalize(t, NFD), '([^\u0400-\u052f\u0300-\u036f])[\u0300-\u036f]+', '\1', 'g');
    t := normalize(t, NFC);{"".join(_replace_letters(*each) for each in _LETTERS)}
    t := regexp_replace(t, '[{_POINTS}]', '', 'g');
    t := replace(replace(replace(t, 'ß', 'ss'), 'ẞ', 'ss'), 'Æ', 'ae');
    t := replace(replace(replace(t, 'æ', 'ae'), 'Œ', 'oe'), 'œ', 'oe');
    t := replace(replace(t, 'Þ', 'th'), 'þ', 'th');
    RETURN lower(t COLLATE "C");
END $$
"""

# The words of a text in their order, as stems; little English words have none.
SEARCH_WORDS = rf"""
CREATE FUNCTION public.search_words(text) RETURNS TABLE (stem text, place bigint)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
AS $$
DECLARE t text := $1;
BEGIN
    -- The number of a note is no part of the word before it, unlike that of a "m²".
    t := public.fold_letters(regexp_replace(
        t, '([0-9]|[A-Za-z\u00c0-\u1fff]{{3}})[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]+', '\1 ', 'g'));
    IF t ~ '[0-9\u066b\u066c]' THEN
        t := translate(t, E'\u066b\u066c\u2019\u02bc', '.,''''');
        -- 40,000 and 40 000 are one number, "2024 300" are two.
        t := regexp_replace(t, '(^|[^0-9])([1-9][0-9]{{0,2}})[,. '']([0-9]{{3}})(?:[,. '']([0-9]{{3}}))?(?:[,. '']([0-9]{{3}}))?(?:[,. '']([0-9]{{3}}))?(?![0-9])', '\1\2\3\4\5\6', 'g');
        t := replace(t, ',', ' ');
        t := regexp_replace(t, '(^|[^0-9.])([0-9]+)\.([0-9]+)(?![0-9]|\.[0-9])', '\1\2,\3', 'g');
    ELSE
        t := replace(t, ',', ' ');
    END IF;
    IF t ~ '[\u05d0-\u064a]' THEN
        -- In a Hebrew abbreviation; elsewhere a quotation mark parts words.
        t := regexp_replace(t, '([\u05d0-\u05ea])["''\u05f3\u05f4\u2018-\u201f](?=[\u05d0-\u05ea])', '\1', 'g');
        -- "And" and "with" are written together with the number after them.
        t := regexp_replace(t, '([\u05d0-\u06ff])([0-9])', '\1 \2', 'g');
        -- Few write the hamza at the end of a long word.
        t := regexp_replace(t, '([\u0621-\u064a]{{3}})\u0621(?![\u0621-\u064a])', '\1', 'g');
    END IF;
    RETURN QUERY
        SELECT stems[1], found.place
        FROM regexp_matches(t, '[{_WORD_SIGNS}]|[^{_BORDERS}{_WORD_SIGNS}]+', 'g')
             WITH ORDINALITY AS found (word, place),
             ts_lexize('pg_catalog.english_stem', left(found.word[1], 500)) AS stems
        WHERE stems[1] IS NOT NULL;
END $$
"""  # noqa: S608 - constants of this file

SEARCH_VECTOR = r"""
CREATE FUNCTION public.search_vector(text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
    SELECT coalesce(string_agg(format('''%s'':%s', stem, place), ' '), '')::tsvector
    FROM public.search_words(
        -- Persian words with a joiner are found with a space in its place, too.
        $1 || CASE WHEN $1 ~ '\u200c' THEN ' ' || replace($1, E'\u200c', ' ') ELSE '' END
    )
$$
"""

# A text that has these words side by side.
SEARCH_PHRASE = """
CREATE FUNCTION public.search_phrase(text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
    SELECT coalesce(string_agg(format('%s''%s''', step, stem), '' ORDER BY place), '')::tsquery
    FROM (
        SELECT stem, place,
               '<' || place - lag(place) OVER (ORDER BY place) || '>' AS step
        FROM public.search_words($1)
    ) AS words
$$
"""

# A text that has any of the first forty of these words. Of a script without spaces one
# sign says little, two in a row do.
SEARCH_ANY = rf"""
CREATE FUNCTION public.search_any(text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
    WITH words AS (
        SELECT format('''%s''', stem) AS word, place, stem ~ '^[{_WORD_SIGNS}]$' AS is_sign
        FROM public.search_words($1)
    ), pairs AS (
        SELECT place, CASE
            WHEN NOT is_sign THEN word
            WHEN lead(is_sign) OVER next AND lead(place) OVER next = place + 1
                THEN word || '<->' || lead(word) OVER next
        END AS term
        FROM words WINDOW next AS (ORDER BY place)
    ), first AS (
        SELECT term FROM pairs WHERE term IS NOT NULL
        GROUP BY term ORDER BY min(place) LIMIT 40
    )
    SELECT coalesce((SELECT string_agg(term, '|') FROM first),
                    (SELECT string_agg(word, '|') FROM words), '')::tsquery
$$
"""  # noqa: S608 - constants of this file

# A name or a title as it is compared. What would be nothing stays as it is.
NAME_KEY = rf"""
CREATE FUNCTION public.name_key(text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
AS $$
DECLARE t text := regexp_replace($1, '[{_APOSTROPHES}{_QUOTATION_MARKS}]', '', 'g');
BEGIN
    -- Persian may write the joiner, a space or nothing between the parts of a name.
    t := public.fold_letters(regexp_replace(t, '([\u0600-\u06ff])\u200c', '\1 ', 'g'));
    t := btrim(regexp_replace(t, '[{_DASHES}{_SPACES}]+', ' ', 'g'));
    IF t = '' THEN
        t := btrim(regexp_replace(public.fold_letters($1), '[{_SPACES}]+', ' ', 'g'));
    END IF;
    RETURN t;
END $$
"""

_FUNCTIONS = (
    ("fold_letters", FOLD_LETTERS),
    ("search_words", SEARCH_WORDS),
    ("search_vector", SEARCH_VECTOR),
    ("search_phrase", SEARCH_PHRASE),
    ("search_any", SEARCH_ANY),
    ("name_key", NAME_KEY),
)
CREATE_FUNCTIONS = ";\n".join(statement for _, statement in _FUNCTIONS)
DROP_FUNCTIONS = ";\n".join(
    f"DROP FUNCTION public.{name}(text)" for name, _ in reversed(_FUNCTIONS)
)
OPERATION = RunSQL(CREATE_FUNCTIONS, DROP_FUNCTIONS)
