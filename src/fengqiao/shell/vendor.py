"""The front-end files that come from other people, with the exact version of each.

`python -m fengqiao.site.assets` copies them from the npm packages of package-lock.json into
`static/vendor/<package>-<version>/`; templates ask for an address through `path`. A test holds this table
against package.json, so that a page can never name a version that is not installed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vendored:
    """One file of one npm package: where it lies in the package and how our pages call it."""

    package: str
    version: str
    source: str

    @property
    def name(self) -> str:
        return self.source.rsplit("/", 1)[-1]

    @property
    def path(self) -> str:
        """Path below a static folder, with the version in it."""
        return f"vendor/{self.package.replace('/', '-')}-{self.version}/{self.name}"


FILES: tuple[Vendored, ...] = (
    Vendored("bootstrap", "5.3.9", "dist/css/bootstrap.min.css"),
    Vendored("htmx.org", "2.0.11", "dist/htmx.min.js"),
    Vendored("idiomorph", "0.8.0", "dist/idiomorph-ext.min.js"),
)

_BY_NAME = {file.name: file for file in FILES}


def path(name: str) -> str:
    """Path of a vendored file below a static folder, for `static()`.

    Raises: KeyError when no such file is listed.
    """
    return _BY_NAME[name].path
