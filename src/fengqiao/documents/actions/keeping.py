"""The file of a paper, kept from the moment it is sealed: what was signed is what is served, whatever becomes of the
templates, the fonts and the renderer afterwards."""

from __future__ import annotations

import hashlib

from fengqiao.documents import rendering
from fengqiao.documents.errors import NotDrawn
from fengqiao.documents.models import Paper, PaperFile
from fengqiao.documents.reads import sheet
from fengqiao.kit import crypto
from fengqiao.kit.ids import new_id


def keep(paper: Paper) -> PaperFile:
    """Draw a paper as it stands and keep the file with its SHA-256. Raises: NotDrawn."""
    try:
        pdf = rendering.pdf([sheet(paper)])
    except rendering.CannotRender as problem:
        raise NotDrawn from problem
    uid = new_id()
    return PaperFile.objects.create(
        uid=uid,
        area=paper.area,
        subject_id=paper.subject_id,
        paper=paper,
        pdf_sealed=crypto.seal_bytes(pdf, table="documents_file", column="pdf", row=uid),
        digest=hashlib.sha256(pdf).digest(),
        size=len(pdf),
    )
