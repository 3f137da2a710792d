"""Kept files: what was sealed is what is served, whatever becomes of the templates; several files as one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from fengqiao.documents import face as documents
from fengqiao.documents import joining, rendering
from fengqiao.documents.models import Paper, PaperFile
from fengqiao.documents.reads import kept
from fengqiao.documents.tests.factories import NOW, order
from fengqiao.documents.tests.test_papers import CLERK, HEAD, issued, served
from fengqiao.kit import crypto


@pytest.fixture(autouse=True)
def scene(everywhere: None) -> None:
    """In the rolled-back transaction of the test."""


@pytest.fixture
def slip() -> Paper:
    paper = issued("D33")
    documents.seal(papers=[paper.uid], by=HEAD, at=NOW)
    return paper


def other_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every sheet is drawn with a word more."""
    before = rendering.pdf

    def drawn(sheets: Any) -> bytes:
        return before([(values, replace(look, mark="新样式")) for values, look in sheets])

    monkeypatch.setattr(rendering, "pdf", drawn)


def test_what_was_sealed_is_served_byte_by_byte_after_the_templates_have_changed(
    slip: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = documents.pdf_of([slip.uid])
    found = documents.fingerprint(slip.uid)
    assert found == documents.Fingerprint(hashlib.sha256(sealed).hexdigest(), True)
    other_templates(monkeypatch)
    assert documents.pdf_of([slip.uid]) == sealed
    documents.deliver(paper=slip.uid, service=served(), by=CLERK, at=NOW)
    assert documents.pdf_of([slip.uid]) == sealed, "service changes nothing on the paper"
    assert documents.fingerprint(slip.uid) == documents.Fingerprint(hashlib.sha256(sealed).hexdigest(), False)


def test_a_paper_that_waits_has_no_file_and_one_without_a_seal_has_it_at_once(slip: Paper) -> None:
    assert kept(issued("D36")) is None
    assert kept(issued("D35")) is not None
    assert documents.fingerprint(issued("D36").uid) is None


def test_a_file_is_kept_once_and_lies_sealed(slip: Paper) -> None:
    row = PaperFile.objects.get(paper=slip)
    assert not bytes(row.pdf_sealed).startswith(b"%PDF")
    assert (row.size, bytes(row.digest)) == (len(kept(slip) or b""), hashlib.sha256(kept(slip) or b"").digest())
    with pytest.raises(Exception, match="permission denied"):
        PaperFile.objects.filter(pk=row.pk).update(size=1)


def test_a_file_that_is_not_the_sealed_one_is_never_served(slip: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crypto, "open_bytes", lambda *_a, **_k: b"%PDF-1.7 another")
    with pytest.raises(documents.FileBroken):
        documents.pdf_of([slip.uid])


def test_a_void_paper_is_the_kept_one_with_a_word_across(slip: Paper) -> None:
    before, sealed = documents.pictures_of(slip.uid), documents.pdf_of([slip.uid])
    documents.withdraw(paper=slip.uid, reason="错发", by=HEAD, at=NOW)
    after = documents.pdf_of([slip.uid])
    assert after != sealed
    assert joining.page_count(after) == joining.page_count(sealed) == len(before)
    assert documents.pictures_of(slip.uid) != before
    assert len(documents.pictures_of(slip.uid)) == len(before)


def test_a_paper_that_cannot_be_drawn_is_not_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = issued("D36")

    def broken(_sheets: Any) -> bytes:
        raise rendering.CannotRender("no fonts")

    monkeypatch.setattr(rendering, "pdf", broken)
    with pytest.raises(documents.NotDrawn):
        documents.seal(papers=[paper.uid], by=HEAD, at=NOW)
    assert documents.paper(uid=paper.uid).state == "issued"


def test_the_service_is_a_sheet_of_its_own(slip: Paper) -> None:
    with pytest.raises(documents.NotAllowedNow):
        documents.service_of(slip.uid)
    documents.deliver(paper=slip.uid, service=served(), by=CLERK, at=NOW)
    assert documents.service_of(slip.uid).startswith(b"%PDF-")


def test_several_files_are_one_with_all_their_pages_as_they_are(slip: Paper) -> None:
    """The joined file is read back by the renderer, page by page, and looks as each file alone."""
    others = [issued(kind).uid for kind in ("D35", "D36", "D21")]
    files = [documents.pdf_of([uid]) for uid in (slip.uid, *others)]
    joined = documents.pdf_of([slip.uid, *others])
    assert joining.page_count(joined) == sum(map(joining.page_count, files))
    alone = [picture for file in files for picture in rendering.pages_of(file, ppi=30)]
    assert rendering.pages_of(joined, ppi=30) == alone
    assert joining.join([joined]).count(b"/Type/Page/") == joining.page_count(joined), "what we joined can be joined"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 x", b"%PDF-1.7\nstartxref\n0\n", b"GIF89a"])
def test_what_is_not_ours_is_not_joined(content: bytes) -> None:
    with pytest.raises((joining.NotOurs, ValueError)):
        joining.join([content])


def test_an_order_drawn_as_a_draft_keeps_no_file() -> None:
    documents.draft(order("D33"), at=NOW)
    assert not PaperFile.objects.exists()
