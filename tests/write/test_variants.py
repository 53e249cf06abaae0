"""Every PDF that opc can make of the samples is PDF/UA-1 and PDF/A-3a: each sample, style, sector and state, also for the printer."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import page
import pytest
from conftest import ROOT, TODAY, copy_plan

from opc import pipeline
from opc.model.record import Sector

SAMPLES = sorted(path.parent for path in (ROOT / "plans").glob("*/*/plan.yaml"))
MAIN = ROOT / "plans" / "noorderwaard" / "2026-2030"
STYLES = ("", *sorted(path.stem for path in (ROOT / "templates" / "huisstijlen").glob("*.yaml")))
SECTORS: tuple[Sector | None, ...] = (None, "po", "vo")
PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)
# of the smaller samples the two ends: as it is in the default style, and a concept in another
VARIANTS = [(MAIN, *variant) for variant in product(STYLES, SECTORS, ("concept", "vastgesteld"))]
VARIANTS += [(sample, style, None, status) for sample in SAMPLES if sample != MAIN for style, status in (("", "vastgesteld"), ("zee", "concept"), ("klei", "vastgesteld"))]


def failures(path: Path) -> list[str]:
    """What an independent validator has against a PDF, without its known false alarm about streams that end in a carriage return."""
    found = [failure for profile in PROFILES for failure in page.validate_pdf(str(path), profile=profile).failures]
    return [f"{failure.rule_id}: {failure.message}" for failure in found if not failure.rule_id.endswith("STREAM-LENGTH-001")]


def name(variant: tuple[Path, str, Sector | None, str]) -> str:
    plan, style, sector, status = variant
    return "-".join([plan.parent.name, plan.name, style or "eigen", sector or "alles", status])


@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS, ids=name)
def test_every_variant_is_pdf_ua_and_pdf_a(variant: tuple[Path, str, Sector | None, str], tmp_path: Path) -> None:
    sample, style, sector, status = variant
    plan = copy_plan(sample, tmp_path / sample.name)
    file = plan / "plan.yaml"
    file.write_text(re.sub(r"(?m)^status: \w+", f"status: {status}", file.read_text(encoding="utf-8")), encoding="utf-8")
    if style:
        own = plan / "huisstijl.yaml"
        images = [line for line in own.read_text(encoding="utf-8").splitlines() if line.startswith(("logo", "omslag"))] if own.is_file() else []
        own.write_text("\n".join([f"basis: {style}", *images, ""]), encoding="utf-8")
    built = pipeline.build(plan, ["pdf", "drukwerk"], tmp_path / "uit", today=TODAY, sector=sector, allow_errors=True, embed_source=True)
    assert {written.format: failures(written.path) for written in built.files} == {"pdf": [], "drukwerk": []}
