"""没有 front matter 的文字（网页、旧文件、邮件里贴来的）认成公文：按位置和样子认，认出什么都要说。

1. `shapes.py` 一行像什么；`numbers.py`、`dates.py` 读字号和日期，网页弄坏的补好；
2. `title.py` 找标题，`head.py` 认标题上下的版头、题注、主送机关；
3. `signature.py` 找署名和日期，`annexes.py` 认附件说明和附件，`tail.py` 把正文之后的文字分开；
4. `recognize.py` 合成要素，`document.py` 合成 Document。

正文一个字不改；没有排进去的行全在 left_out 里，并逐段告知。
"""
