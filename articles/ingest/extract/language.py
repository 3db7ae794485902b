"""Guesses a text's language from its letters and its small words (ISO 639 code).

A guess that a reviewer confirms; "" rather than a wrong one.
"""

import re

_LANGUAGE_SAMPLE_CHARACTERS = 20_000
_MIN_LETTERS = 20
_MIN_WORDS = 4
_MIN_SHARE = 0.08
_MIN_LEAD = 1.5

_SCRIPTS = {
    "arabic": re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f]"),
}
# Languages that share a script, by a letter that only they have; else the last.
_BY_LETTER = {
    "arabic": (("ur", "[ٹڈڑے]"), ("fa", "[پچژگ]"), ("ar", "")),
    "cyrillic": (("uk", "[їєґ]"), ("be", "ў"), ("sr", "[ђћ]"), ("ru", "[ыэ]")),
}
_SMALL_WORDS = {
    "en": "the of and to in that is was for on with as by it are this from",
    "fr": "le la les des et en du que une est dans pour qui sur par au pas",
    "de": "der die das und den von zu mit sich des auf für ist im dem nicht ein",
    "es": "el la los de y en que las del se por con una para su al es",
}
_LANGUAGES_OF_WORD: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF_WORD.setdefault(_word, []).append(_language)


def guess_language(text: str) -> str:
    sample = text[:_LANGUAGE_SAMPLE_CHARACTERS]
    letters = {name: len(script.findall(sample)) for name, script in _SCRIPTS.items()}
    # Japanese is written with Chinese characters too.
    letters["zh"] = 0 if letters["ja"] else letters["zh"]
    script = max(letters, key=letters.__getitem__)
    if script == "latin":
        return _language_by_small_words(sample)
    if letters[script] < _MIN_LETTERS:
        return ""
    return _language_by_letter(sample, script) if script in _BY_LETTER else script


def _language_by_letter(sample: str, script: str) -> str:
    return next(
        (
            language
            for language, letter in _BY_LETTER[script]
            if not letter or len(re.findall(letter, sample)) * 100 > len(sample)
        ),
        "",
    )


def _language_by_small_words(sample: str) -> str:
    words = re.findall(r"[^\W\d_]+", sample.lower())
    scores = dict.fromkeys(_SMALL_WORDS, 0.0)
    for word in words:
        languages = _LANGUAGES_OF_WORD.get(word, ())
        for language in languages:
            # A word that several languages share tells less.
            scores[language] += 1 / len(languages)
    next_best, best = sorted(scores, key=scores.__getitem__)[-2:]
    is_clear = scores[best] >= max(_MIN_WORDS, _MIN_LEAD * scores[next_best])
    return best if is_clear and scores[best] >= _MIN_SHARE * len(words) else ""
