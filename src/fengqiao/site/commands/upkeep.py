"""`fengqiao doctor|rebuild|audit`: what is wrong, how it is mended, what was tampered with."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from fengqiao.site import machine
from fengqiao.site.commands.result import DONE, FINDINGS, WRONG_USE, CommandError, emit
from fengqiao.site.machine import Finding


def add(groups: Any) -> None:
    """Register the commands."""
    doctor = groups.add_parser("doctor", help="what is wrong with this installation and how to mend it")
    doctor.add_argument("--json", action="store_true")
    doctor.set_defaults(run=_doctor)

    rebuild = groups.add_parser("rebuild", help="write inbox and clocks again from the acts, where they differ")
    rebuild.add_argument("--diff", action="store_true", help="only say what differs")
    rebuild.add_argument("--json", action="store_true")
    rebuild.set_defaults(run=_rebuild)

    audit = groups.add_parser("audit", help="the record of acts")
    kinds = audit.add_subparsers(dest="kind", required=True)
    verify = kinds.add_parser("verify", help="recompute the seal over every row")
    verify.add_argument("--json", action="store_true")
    verify.add_argument("--anchors", type=Path, metavar="FILE", help="heads kept by another organ; finds a cut tail")
    verify.set_defaults(run=_verify)
    seal = kinds.add_parser("seal", help="seal what is not sealed yet (the worker does it each minute)")
    seal.set_defaults(run=_seal)

    canaries = groups.add_parser("canaries", help="numbers of nobody, to be planted: a search for one alarms")
    canaries.add_argument("--county", required=True, metavar="CODE")
    canaries.add_argument("--plant", metavar="NAME", help="put a file of nobody of this name into the register")
    canaries.add_argument("--office", metavar="CODE", help="where: an office of the county, else the county itself")
    canaries.add_argument("--json", action="store_true")
    canaries.set_defaults(run=_canaries)


def _doctor(chosen: argparse.Namespace) -> int:
    findings = _examined(int(os.environ.get("PORT") or 8000))
    if chosen.json:
        emit([{"check": f.check, "ok": f.ok, "detail": f.detail, "mend": f.mend} for f in findings])
    else:
        for finding in findings:
            mark = "ok  " if finding.ok else "BAD "
            print(f"{mark}{finding.check}: {finding.detail}" + ("" if finding.ok else f"\n      {finding.mend}"))
    return DONE if all(f.ok for f in findings) else FINDINGS


def _examined(port: int) -> list[Finding]:
    """The machine first: what is wrong there may be why the database does not answer."""
    from fengqiao.kit import clock
    from fengqiao.site import doctor
    from fengqiao.site.migrate import CannotMigrate
    from fengqiao.site.postgres import LauncherError
    from fengqiao.site.running import database_running, django_ready

    refused = doctor.shifted_clock()
    if refused is not None:
        return [refused]
    found = machine.examine(clock.now(), port=port)
    try:
        with database_running() as cluster:
            django_ready("worker")
            return found + doctor.examine(cluster)
    except (LauncherError, CannotMigrate) as error:
        mend = "see what is wrong above; the server's own words are in server.log of the database's folder"
        return [*found, Finding("database", False, str(error), mend)]


def _rebuild(chosen: argparse.Namespace) -> int:
    from fengqiao.site.running import database_running, django_ready

    with database_running():
        django_ready("worker")
        from fengqiao.audit import face as audit
        from fengqiao.kit import clock
        from fengqiao.procedures import face as procedures

        found: list[procedures.Difference] = []
        for county in procedures.all_counties():
            by = audit.system("rebuild", ranges=(county,))
            found += procedures.compare_all(by=by) if chosen.diff else procedures.rebuild(by=by, at=clock.now())
    rows = [{"matter": str(each.matter), "table": each.table, "row": each.row} for each in found]
    if chosen.json:
        emit(rows)
    else:
        for row in rows:
            print(f"{row['matter']} {row['table']}: {row['row']}")
        print(f"{len(rows)} rows {'differ' if chosen.diff else 'were written again'}")
    return FINDINGS if rows and chosen.diff else DONE


def _canaries(chosen: argparse.Namespace) -> int:
    if not (chosen.county.isdigit() and len(chosen.county) == 6):
        raise CommandError("--county wants the six digits of a county", WRONG_USE)
    from fengqiao.site.running import django_ready

    if chosen.plant:
        return _plant(chosen)
    django_ready("worker")
    from fengqiao.subjects import face as subjects

    found = subjects.planted_numbers(chosen.county)
    if chosen.json:
        emit(list(found))
    else:
        print("\n".join(found))
    return DONE


def _plant(chosen: argparse.Namespace) -> int:
    from fengqiao.site.running import database_running, django_ready

    area = chosen.office or chosen.county
    if not area.startswith(chosen.county):
        raise CommandError("--office lies in another county", WRONG_USE)
    with database_running():
        django_ready("worker")
        from fengqiao.audit import face as audit
        from fengqiao.kit import clock
        from fengqiao.subjects import face as subjects

        by = audit.system("planting", ranges=(chosen.county,))
        try:
            person = subjects.plant(area=area, name=chosen.plant, by=by, at=clock.now())
        except subjects.SubjectsError as refused:
            raise CommandError(str(refused), WRONG_USE) from None
    print(f"planted: file {person.uid.hex[-8:].upper()} at {area}; whoever opens it is told to the data officer")
    return DONE


def _verify(chosen: argparse.Namespace) -> int:
    from fengqiao.site.running import database_running, django_ready

    with database_running():
        django_ready("seal")
        from fengqiao.site import sealing

        try:
            result = sealing.verify_now(chosen.anchors)
        except (ValueError, OSError) as error:
            raise CommandError(str(error), WRONG_USE) from error
    if chosen.json:
        emit(result)
    else:
        print(f"{result['rows']} rows, {result['sealed']} sealed, {result['unsealed']} not sealed yet")
        for item in result["broken"]:
            print(f"  row {item['row']}: {item['kind']}")
        print("the seal is broken" if result["broken"] else "the seal is intact")
    return FINDINGS if result["broken"] else DONE


def _seal(chosen: argparse.Namespace) -> int:
    from fengqiao.site import sealing
    from fengqiao.site.running import database_running, django_ready

    with database_running():
        django_ready("seal")
        print(f"{sealing.seal_now()} rows sealed")
    return DONE
