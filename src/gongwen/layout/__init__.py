"""排版：版式与 Document 成为 DOCX、PDF。"""
