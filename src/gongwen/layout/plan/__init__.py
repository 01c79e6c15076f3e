"""排版计划：Document 与 Style 定出版面上的每一段文字和它的位置。"""

from gongwen.layout.plan.build import make_plan
from gongwen.layout.plan.model import Plan

__all__ = ["Plan", "make_plan"]
