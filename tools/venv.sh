#!/usr/bin/env bash
# 按 requirements.lock 把全部依赖装进 .venv，再以可编辑方式装上本包。用法：tools/venv.sh 标记文件
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

stamp=$1
python=${PYTHON:-python3}
lock=requirements.lock

command -v "$python" >/dev/null || fail "找不到 $python。请先执行：apt-get install python3"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "需要 Python 3.11 以上，$python 是 $("$python" -V 2>&1)。可以指定：make PYTHON=/路径/python3.11"
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    apt_install python3-venv || true
    "$python" -c 'import venv, ensurepip' 2>/dev/null || fail "$python 不能建立虚拟环境，缺 python3-venv"
fi

# 锁文件或解释器变了就重建，不留下锁文件里已经没有的包
recipe="$("$python" -V) $PWD $(sha256sum <"$lock")"
if [ "$(cat .venv/.recipe 2>/dev/null)" != "$recipe" ]; then
    say "建立 .venv（$("$python" -V)），安装锁定的依赖……"
    rm -rf .venv
    "$python" -m venv .venv
    pip() { .venv/bin/python -m pip --disable-pip-version-check "$@"; }
    # jieba 只有源码包：先装锁定的 setuptools，再不隔离地构建，这样没有一个包不经过锁文件
    awk '/^setuptools==/ { on = 1 } on { print } on && !/\\$/ { exit }' "$lock" >.venv/setuptools.lock
    pip install -qq --require-hashes --no-deps -r .venv/setuptools.lock
    pip install -qq --require-hashes --no-deps --no-build-isolation --use-pep517 -r "$lock"
    printf '%s' "$recipe" >.venv/.recipe
fi
.venv/bin/python -m pip --disable-pip-version-check install -qq --no-deps --no-build-isolation -e .
.venv/bin/python -m pip --disable-pip-version-check check >/dev/null ||
    fail "依赖不配套：requirements.lock 与 pyproject.toml 不一致，请执行 make lock"
# 先编成字节码：每次启动省 0.2 秒（设了 PYTHONDONTWRITEBYTECODE 的环境里，源码目录本来不会有字节码）
.venv/bin/python -m compileall -q src || true
rm -f .venv/.installed-*
touch "$stamp"
say ".venv 已就绪"
