# shellcheck shell=bash
# 安装脚本共用的几个函数；由其他脚本 source。

say() { printf '%s\n' "$*"; }
warn() { printf '注意：%s\n' "$*" >&2; }
fail() { printf '错误：%s\n' "$*" >&2; exit 1; }

refresh_package_lists() {
    apt-get update -qq || warn "apt-get update 没有成功，软件包清单可能是旧的"
}

ensure_package_lists() {
    if ! compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; then
        if [ "$(id -u)" -eq 0 ]; then refresh_package_lists; fi
    fi
}

# 平时不出声，失败了才把 apt 的话打印出来
apt_attempt() {
    local log
    log=$(DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends "$@" 2>&1) && return 0
    printf '%s\n' "$log" | tail -n 5 >&2
    return 1
}

# apt_install 包名…：装好返回 0；不是 root、没有 apt 或装不上时说明怎么办，返回 1
apt_install() {
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        warn "缺少 $*，而这里不能自动安装。请由管理员执行：apt-get install --no-install-recommends $*"
        return 1
    fi
    say "安装系统软件包：$*"
    ensure_package_lists
    if apt_attempt "$@"; then return 0; fi
    refresh_package_lists  # 清单旧了会找不到包：更新后再试一次
    if apt_attempt "$@"; then return 0; fi
    warn "没有装上 $*。请手工执行：apt-get install --no-install-recommends $*"
    return 1
}
