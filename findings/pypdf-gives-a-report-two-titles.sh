#!/usr/bin/env bash
# A new title set with add_metadata stands beside the old one.
#
# Of: typst==0.15.2, pypdf==7.1.1, pikepdf==10.18.0
# Expected: one title: PDF/UA-1 takes the title from the XMP metadata (7.1), and pikepdf
# changes both places when either is set.
# Seen: the information dictionary says "Summer term", the XMP metadata still says "Draft".
# For the bot: one reader shows the new title, another, and every checker for accessibility,
# the old; the title must be right when the report is made.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1 pikepdf==10.18.0

venv/bin/python > seen <<'PY'
import io
import pikepdf, pypdf, typst

source = b"#set document(title: [Draft])\n#set text(lang: \"en\", region: \"GB\")\n= Mentoring"
made = typst.compile(source, format="pdf", pdf_standards=["ua-1"])


def said(name, pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    print(name, "information:", reader.metadata.title, "| XMP:", reader.xmp_metadata.dc_title["x-default"])


writer, changed = pypdf.PdfWriter(clone_from=io.BytesIO(made)), io.BytesIO()
writer.add_metadata({"/Title": "Summer term"})
writer.write(changed)
said("pypdf", changed.getvalue())
opened, changed = pikepdf.open(io.BytesIO(made)), io.BytesIO()
with opened.open_metadata() as metadata:
    metadata["dc:title"] = "Summer term"
opened.save(changed)
said("pikepdf", changed.getvalue())
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
pypdf information: Summer term | XMP: Draft
pikepdf information: Summer term | XMP: Summer term
SEEN
echo "pypdf-gives-a-report-two-titles: as before"
