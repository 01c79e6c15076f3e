"""来源：把文件读成 Document。"""
