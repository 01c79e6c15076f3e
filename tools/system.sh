#!/usr/bin/env bash
# 装测试要用的系统程序：LibreOffice Writer、poppler-utils、无界面的 Chromium。装不上时照常往下走，由测试说明跳过了什么。
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

wanted=()
command -v soffice >/dev/null || wanted+=(libreoffice-writer-nogui)
command -v pdftoppm >/dev/null || wanted+=(poppler-utils)
# Chromium 整个的也行；软件源里没有无界面的，就装整个的
if ! command -v chromium-headless-shell chromium chromium-browser >/dev/null; then
    ensure_package_lists
    apt-cache show chromium-headless-shell >/dev/null 2>&1 && wanted+=(chromium-headless-shell) || wanted+=(chromium)
fi
[ ${#wanted[@]} -eq 0 ] || apt_install "${wanted[@]}" || true
