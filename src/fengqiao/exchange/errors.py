"""What can go wrong with an import beside the content of the file."""

from __future__ import annotations

from fengqiao.shell.face import Text


class ExchangeError(Exception):
    """An import cannot be done. `text` says why, in both languages."""

    def __init__(self, code: str, text: Text) -> None:
        super().__init__(text.en)
        self.code = code
        self.text = text


class NotAllowed(ExchangeError):
    """Only the lead of the county institution may load a register."""

    def __init__(self) -> None:
        super().__init__(
            "not_allowed",
            Text(
                "花名册只能由本县（市、区）社区矫正机构负责人载入。",
                "A register is loaded by the head of that county's institution only.",
            ),
        )


class UnknownCounty(ExchangeError):
    """No county has this code, or it has no justice office."""

    def __init__(self) -> None:
        super().__init__(
            "unknown_county", Text("没有这个县（市、区）代码。", "No county with justice offices has this code.")
        )


class UnknownUpload(ExchangeError):
    """No such upload in the own county: one answer for missing and foreign."""

    def __init__(self) -> None:
        super().__init__("unknown_upload", Text("没有这次导入。", "There is no such import."))


class WrongState(ExchangeError):
    """The upload has moved on: confirmed, discarded or expired meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "wrong_state",
            Text("这次导入的状态已经变化，请刷新页面。", "This import has moved on meanwhile; reload the page."),
        )
