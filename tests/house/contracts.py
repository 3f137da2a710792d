"""Import contracts of our own: enter a room by its face."""

from __future__ import annotations

from typing import Any

from importlinter import Contract, ContractCheck, fields, output

# `site` alone binds the rooms into a program.
_SITE_MAY_NAME = {"apps", "urls", "listeners", "tasks", "middleware", "vendor"}


class Faces(Contract):
    """A room imports only the public modules of another room.

    `public` names the modules that others may import (face, facts, and single pure packages written as
    room.module); rooms in `open_rooms` may be entered anywhere.
    """

    root = fields.StringField()
    public = fields.ListField(subfield=fields.StringField())
    open_rooms = fields.ListField(subfield=fields.StringField())

    def check(self, graph: Any, verbose: bool) -> ContractCheck:
        """Walk every import between rooms."""
        root = str(self.root)
        found = []
        for importer in sorted(graph.modules):
            if not importer.startswith(f"{root}."):
                continue
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                if self._breaks(root, importer, imported):
                    found.append((importer, imported))
        return ContractCheck(kept=not found, metadata={"found": found})

    def _breaks(self, root: str, importer: str, imported: str) -> bool:
        if not imported.startswith(f"{root}."):
            return False
        mine, other = importer.split(".")[1], imported.split(".")[1]
        if mine in (other, "__main__") or other in self.open_rooms:
            return False
        inner = imported.split(".")[2:]
        allowed = {str(p) for p in self.public}
        if not inner:
            return True
        if "tests" in importer.split(".") and inner[0] == "tests":
            return False
        if mine == "site" and inner[0] in _SITE_MAY_NAME:
            return False
        return inner[0] not in allowed and f"{other}.{inner[0]}" not in allowed

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name both files."""
        for importer, imported in check.metadata["found"]:
            output.print_error(f"{importer} enters {imported} past its face")
