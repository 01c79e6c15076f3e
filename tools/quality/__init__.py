"""校对质量：在干净的公文里按一般的办法造错，看规则找回多少；在干净的公文上数误报。

造错的一半（clean、plant、planting、sounds、operators）不引用 gongwen.proofing；只有 proofed 引用。
"""
