"""Static files with a hash in their name, where they have been collected; plain names where they have not."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Hashed(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """As whitenoise's, but a checkout or a test that has not collected anything still shows its pages.

    Without a manifest whitenoise serves the files from the rooms themselves (`WHITENOISE_USE_FINDERS`).
    """

    def url(self, name: str, force: bool = False) -> str:
        if not self.hashed_files:
            return f"{self.base_url}{name}"
        return str(super().url(name, force))
