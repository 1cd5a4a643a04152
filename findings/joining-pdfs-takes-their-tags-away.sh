#!/usr/bin/env bash
# Two reports that screen readers can read, joined into one, are a report that they cannot
# read.
#
# Of: typst==0.15.2, pypdf==7.1.1, pikepdf==10.18.0, pypdfium2==5.15.2
# Expected: a joined file that is still tagged, titled and marked as English, or an error:
# both parts are PDF/UA-1.
# Seen: pypdf's append, pikepdf's pages.extend and pypdfium2's import_pages all drop the tag
# tree, the language and the title without a word; pypdf keeps the bookmarks.
# For the bot: a trust that joins the reports of its schools makes them unreadable for some
# of its staff; one report should be made from all of the data instead.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1 pikepdf==10.18.0 pypdfium2==5.15.2

venv/bin/python > seen <<'PY'
import io
import pikepdf, pypdf, pypdfium2, typst

source = b"#set document(title: [Report])\n#set text(lang: \"en\", region: \"GB\")\n= Mentoring\nAll sessions were held."
part = typst.compile(source, format="pdf", pdf_standards=["ua-1"])


def said(name, pdf):
    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    print(name, *(f"{key} {key in root}" for key in ("/StructTreeRoot", "/MarkInfo", "/Lang", "/Metadata", "/Outlines")))


said("one part ", part)
writer, joined = pypdf.PdfWriter(), io.BytesIO()
for _ in range(2):
    writer.append(io.BytesIO(part))
writer.write(joined)
said("pypdf    ", joined.getvalue())
other, joined = pikepdf.new(), io.BytesIO()
opened = pikepdf.open(io.BytesIO(part))
other.pages.extend(opened.pages)
other.save(joined)
said("pikepdf  ", joined.getvalue())
third, joined = pypdfium2.PdfDocument.new(), io.BytesIO()
third.import_pages(pypdfium2.PdfDocument(part))
third.save(joined)
said("pypdfium2", joined.getvalue())
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
one part  /StructTreeRoot True /MarkInfo True /Lang True /Metadata True /Outlines True
pypdf     /StructTreeRoot False /MarkInfo False /Lang False /Metadata False /Outlines True
pikepdf   /StructTreeRoot False /MarkInfo False /Lang False /Metadata False /Outlines False
pypdfium2 /StructTreeRoot False /MarkInfo False /Lang False /Metadata False /Outlines False
SEEN
echo "joining-pdfs-takes-their-tags-away: as before"
