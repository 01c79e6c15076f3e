#!/usr/bin/env bash
# 装测试要用的系统程序：LibreOffice Writer 与 poppler-utils。装不上时照常往下走，由测试说明跳过了什么。
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

wanted=()
command -v soffice >/dev/null || wanted+=(libreoffice-writer-nogui)
command -v pdftoppm >/dev/null || wanted+=(poppler-utils)
[ ${#wanted[@]} -eq 0 ] || apt_install "${wanted[@]}" || true
