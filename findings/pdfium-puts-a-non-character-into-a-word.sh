#!/usr/bin/env bash
# A word that is divided at the end of a line holds U+FFFE when its text is taken out.
#
# Of: typst==0.15.2, pypdfium2==5.15.2, pypdf==7.1.1
# Expected: a hyphen, a soft hyphen or the whole word, so that a search for it has a chance;
# pypdf gives a hyphen and the line break.
# Seen: the two halves with U+FFFE between them: a code point that Unicode reserves as no
# character, which a search for the word, or for either half with its hyphen, does not find.
# For the bot: a test or an import that reads a report back must take this code point out
# first.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 pypdfium2==5.15.2 pypdf==7.1.1

venv/bin/python > seen <<'PY'
import io
import pypdf, pypdfium2, typst

source = b"""#set page(width: 220pt, height: 200pt)
#set text(lang: "en", hyphenate: true)
Mentoring was offered to newly-qualified teachers extraordinarily conscientiously throughout."""
pdf = typst.compile(source, format="pdf")
print("pypdfium2", ascii(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()))
print("pypdf", ascii(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
pypdfium2 'Mentoring was offered to newly-qual\ufffeified teachers extraordinarily consci\ufffeentiously throughout.'
pypdf 'Mentoring was offered to newly-qual-\nified teachers extraordinarily consci-\nentiously throughout.'
SEEN
echo "pdfium-puts-a-non-character-into-a-word: as before"
