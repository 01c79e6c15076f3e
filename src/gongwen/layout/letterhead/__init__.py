"""单位自备的信笺（.docx）：打开时核对，按公文填好。

1. opening  安全打开（ooxml.opening），逐个部件拼好、核对标签，量出正文的地方
2. names    变量有哪些、各印成什么
3. blocks   成段的变量，用排 DOCX 的同一套写法；styles、additions 添样式和图片
4. render   docxtpl 整理、沙箱里渲染、把段落放到位；fill 合成整份文件

用到时才引用这里的模块：docxtpl 与 python-docx 载入约 0.3 秒。
"""
