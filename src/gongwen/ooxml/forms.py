"""报错时怎么称呼：Word 文档，Excel 工作簿。"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """noun 是叫法，suffix、old 是新旧两种扩展名，program 是打得开它的软件。"""

    noun: str
    suffix: str
    old: str
    program: str

    @property
    def make(self) -> str:
        """不是这种文件时怎么办。"""
        return f"用 {self.program} 打开，另存为“{self.noun}（*{self.suffix}）”再用"

    @property
    def broken(self) -> str:
        """文件坏了时怎么办。"""
        return f"用 {self.program} 打开看看，能打开的另存一份再用；打不开的换一份"


WORD = Form("Word 文档", ".docx", ".doc", "Word 或 WPS")
EXCEL = Form("Excel 工作簿", ".xlsx", ".xls", "Excel 或 WPS")
