"""Matching typed words to a school's own list of focus areas.

"behaviour routines", "questioning" and "assesment" find their area; a word that several
areas share finds none. Spelling may be one slip out, and endings may differ.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.sessions.typed_line.parts import folded, is_one_slip_apart

_JOINING = frozenset(
    {"", "and", "&", "+", "for", "to", "of", "the", "with", "in", "on"}
)
_PUNCTUATION = re.compile(r"[-'’‘.,;:!?()–—]")
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ies",
    "ers",
    "er",
    "ed",
    "ive",
)
_SHORT_ENDINGS = ("es", "e", "s", "y")
_STEM_MIN_CHARS = 4
_SURE_WORDS = 2  # so many words of one area side by side are no coincidence


def _stem(word: str) -> str:
    for ending in (*_ENDINGS, *_SHORT_ENDINGS):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _STEM_MIN_CHARS and not word.endswith("ss"):
            doubled = stem[-1] == stem[-2] and stem[-1] not in "sae"
            return stem[:-1] if doubled and len(stem) > _STEM_MIN_CHARS else stem
    return word


# Too common in notes to stand for an area by themselves.
_COMMON = frozenset(
    _stem(word)
    for word in ("working", "subject", "pupils", "teaching", "learning", "lesson")
)


@dataclass(frozen=True, slots=True)
class _Word:
    typed: str
    stem: str

    def is_spelt_like(self, other: "_Word") -> bool:
        if self.typed[:1] != other.typed[:1]:  # few slip there, and it saves time
            return False
        return self.typed == other.typed or is_one_slip_apart(self.typed, other.typed)

    def fits(self, other: "_Word") -> bool:
        return self.stem == other.stem or self.is_spelt_like(other)


def _word(word: str) -> _Word:
    typed = _PUNCTUATION.sub("", folded(word))
    return _Word(typed, _stem(typed))


@dataclass(frozen=True, slots=True)
class _Area:
    label: str
    words: tuple[_Word, ...]
    telling: frozenset[str]  # stems that tell this area from every other


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Typed words that name an area, up to but not including the word at *end*."""

    area: _Area
    matched: int
    end: int
    identical: int  # words spelt as in the list
    is_spelt_alike: bool  # all are, or one slip off

    @property
    def rank(self) -> tuple[int, int, bool]:
        """How well the words fit: more words, better spelt, nothing missing."""
        return self.matched, self.identical, self.matched == len(self.area.words)

    @property
    def is_sure(self) -> bool:
        return self.matched >= min(_SURE_WORDS, len(self.area.words))


@lru_cache(maxsize=128)  # a school's list seldom changes
def focus_areas_of(labels: tuple[str, ...]) -> "FocusAreas":
    """Prepare a school's list."""
    return FocusAreas(labels)


class FocusAreas:
    """The school's list, ready to be looked up."""

    def __init__(self, labels: Sequence[str]) -> None:
        words = {
            label: tuple(
                word for word in map(_word, label.split()) if word.typed not in _JOINING
            )
            for label in labels
        }
        areas_with = Counter(
            stem for own in words.values() for stem in {word.stem for word in own}
        )
        shared = {stem for stem, count in areas_with.items() if count > 1}
        self._areas = tuple(
            _Area(label, own, frozenset(word.stem for word in own) - shared - _COMMON)
            for label, own in words.items()
        )

    def read(self, text: str) -> tuple[tuple[str, ...], str]:
        """Return the areas that *text* names, and the words left for the note.

        Words are taken where they name areas and nothing else, or where a full name
        leads; a sentence that mentions an area keeps its words.
        """
        typed = text.split()
        words = [_word(word) for word in typed]
        named, end = self._leading(words, sure_only=False)
        if named and end == len(words):
            return tuple(named), ""
        named, end = self._leading(words, sure_only=True)
        while 0 < end < len(words) and words[end].typed in {"", "and", "&", "+"}:
            end += 1
        named |= self._mentioned(words, end)
        return tuple(named), " ".join(typed[end:])

    def lead(self, text: str) -> bool:
        """Whether an area is the first thing that *text* names."""
        return bool(self._leading(list(map(_word, text.split())), sure_only=False)[0])

    def _leading(
        self, words: list[_Word], *, sure_only: bool
    ) -> tuple[dict[str, None], int]:
        named: dict[str, None] = {}
        end = at = 0
        while at < len(words):
            phrase = self._phrase(words, at)
            if phrase and (phrase.is_sure or not sure_only):
                named[phrase.area.label] = None
                end = at = phrase.end
            elif words[at].typed in _JOINING:
                at += 1
            else:
                break
        return named, end

    def _mentioned(self, words: list[_Word], start: int) -> dict[str, None]:
        """Name the areas in a sentence: by several words, or by the word it opens."""
        named: dict[str, None] = {}
        at = start
        while at < len(words):
            phrase = self._phrase(words, at)
            if phrase and (phrase.is_sure or (at == start and phrase.is_spelt_alike)):
                named[phrase.area.label] = None
            at = phrase.end if phrase else at + 1
        return named

    def _phrase(self, words: list[_Word], at: int) -> _Phrase | None:
        """Find the one area that the words from *at* on name best."""
        found = [
            phrase for area in self._areas if (phrase := _phrase_of(area, words, at))
        ]
        best = max((phrase.rank for phrase in found), default=None)
        fitting = [phrase for phrase in found if phrase.rank == best]
        return fitting[0] if len(fitting) == 1 else None


def _phrase_of(area: _Area, words: list[_Word], at: int) -> _Phrase | None:
    left = list(area.words)
    hits: list[tuple[_Word, _Word]] = []
    end = at
    for index in range(at, len(words)):
        word = words[index]
        if hits and word.typed in _JOINING:
            continue
        hit = next((own for own in left if word.fits(own)), None)
        if hit is None:
            break
        left.remove(hit)
        hits.append((word, hit))
        end = index + 1
    tells = any(hit.stem in area.telling for _, hit in hits)
    if not hits or (left and not tells):
        return None
    identical = sum(word.typed == hit.typed for word, hit in hits)
    alike = all(word.is_spelt_like(hit) for word, hit in hits)
    return _Phrase(area, len(hits), end, identical, alike)
