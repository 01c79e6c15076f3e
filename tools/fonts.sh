#!/usr/bin/env bash
# 从 Debian 软件包里取出排版用的自由字体，放进 .fonts/，不装进系统。用法：tools/fonts.sh 标记文件
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

stamp=$1
packages=(texlive-lang-chinese fonts-noto-cjk fonts-lxgw-wenkai)
fonts=(
    FandolFang-Regular.otf FandolHei-Regular.otf FandolKai-Regular.otf FandolSong-Regular.otf
    FandolSong-Bold.otf NotoSerifCJK-Bold.ttc NotoSerifCJK-Regular.ttc LXGWWenKai-Regular.ttf
)
headline=(小标宋 方正小标宋简体 方正小标宋_GBK FZXiaoBiaoSong-B05 FZXiaoBiaoSong-B05S)
licences=(
    texlive-lang-chinese/copyright texlive-doc/fonts/fandol/COPYING.gz
    fonts-noto-cjk/copyright fonts-lxgw-wenkai/copyright
)
system_folders=(/usr/share/fonts /usr/share/texlive/texmf-dist/fonts /usr/local/share/fonts "$HOME/.local/share/fonts")

missing() {
    local font
    for font in "${fonts[@]}"; do [ -s ".fonts/$font" ] || printf '%s ' "$font"; done
}

download() {
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    ensure_package_lists
    chmod 755 "$1"
    if [ "$(id -u)" -eq 0 ] && id _apt >/dev/null 2>&1; then chown _apt "$1"; fi  # apt 以 _apt 身份写入
    (cd "$1" && apt-get download -qq "${packages[@]}") && return 0
    [ "$(id -u)" -eq 0 ] || return 1
    refresh_package_lists
    (cd "$1" && apt-get download -qq "${packages[@]}")
}

# 只解出要用的几个文件；tar 对某个包里没有的名字会报错，由 missing 统一核对
unpack() {
    local deb patterns=()
    for font in "${fonts[@]}"; do patterns+=("*/$font"); done
    for licence in "${licences[@]}"; do patterns+=("*/doc/$licence"); done
    mkdir "$1/tree"
    for deb in "$1"/*.deb; do
        dpkg-deb --fsys-tarfile "$deb" |
            tar -x -C "$1/tree" --wildcards "${patterns[@]}" 2>/dev/null || true
    done
    collect "$1/tree"
    for licence in "${licences[@]}"; do
        local from="$1/tree/usr/share/doc/$licence" to
        to=".fonts/licences/$(printf '%s' "${licence%.gz}" | tr / -)"
        [ -s "$from" ] || { warn "软件包里没有许可文本 $licence"; continue; }
        case $licence in
            *.gz) gzip -dc "$from" >"$to" ;;
            *) cp "$from" "$to" ;;
        esac
    done
}

collect() {
    local font found
    for font in "${fonts[@]}"; do
        [ -s ".fonts/$font" ] && continue
        found=$(find "$@" -name "$font" -type f -print -quit 2>/dev/null || true)
        if [ -n "$found" ]; then cp "$found" ".fonts/.part" && mv ".fonts/.part" ".fonts/$font"; fi
    done
}

# 供 LibreOffice 用的 fontconfig 配置：只看 .fonts/，并把单位常用的字体名指到自由字体
alias_to() {
    local target=$1 name
    shift
    for name in "$@"; do
        printf '  <alias binding="same"><family>%s</family><prefer><family>%s</family></prefer></alias>\n' "$name" "$target"
    done
}

# 小标宋没有自由字体，以粗宋体代替
bold() {
    local name
    for name in "$@"; do
        printf '  <match><test name="family"><string>%s</string></test>' "$name"
        printf '<edit name="weight" mode="assign"><const>bold</const></edit></match>\n'
    done
}

write_fontconfig() {
    {
        printf '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        printf '  <dir prefix="relative">.</dir>\n  <cachedir prefix="xdg">fontconfig</cachedir>\n'
        alias_to FandolFang 仿宋 FangSong 仿宋_GB2312 FangSong_GB2312 方正仿宋_GBK
        alias_to FandolKai 楷体 KaiTi 楷体_GB2312 KaiTi_GB2312 方正楷体_GBK
        alias_to FandolHei 黑体 SimHei 方正黑体_GBK
        alias_to FandolSong 宋体 SimSun 方正书宋_GBK
        alias_to 'Noto Serif CJK SC' "${headline[@]}"
        bold "${headline[@]}"
        printf '</fontconfig>\n'
    } >.fonts/fonts.conf
}

mkdir -p .fonts/licences
if [ -n "$(missing)" ]; then
    say "取字体：${packages[*]}（约 160 MB，只留下用到的 8 个文件）……"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    if download "$work"; then unpack "$work"; else collect "${system_folders[@]}"; fi
fi
write_fontconfig
left=$(missing)
if [ -n "$left" ]; then
    warn "还缺字体：$left"
    warn "请由管理员执行 apt-get install ${packages[*]}，再执行 make fonts；或把字体文件放进 .fonts/"
    exit 0  # 缺字体时照常往下走，由排版程序说明用了哪些替代字体
fi
rm -f .fonts/.installed-*
touch "$stamp"
say ".fonts 已就绪"
