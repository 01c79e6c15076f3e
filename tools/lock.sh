#!/usr/bin/env bash
# 由 pyproject.toml 重新生成 requirements.lock（需要联网）。已锁定的版本能不动就不动；
# 全部升级：tools/lock.sh --upgrade。
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip --disable-pip-version-check install -qq uv
[ ! -f requirements.lock ] || cp requirements.lock "$work/lock"
"$work/venv/bin/uv" pip compile pyproject.toml --no-config --quiet \
    --universal --python-version 3.11 --all-extras --generate-hashes \
    --no-header --no-emit-index-url --no-emit-find-links "$@" --output-file "$work/lock" >/dev/null
{
    say '# 全部依赖（含各可选项）的锁定版本与校验值，适用于各平台。'
    say '# 不要手改：改 pyproject.toml 里的范围，再执行 make lock 重新生成。'
    cat "$work/lock"
} >requirements.lock
say "requirements.lock：$(grep -c '==' requirements.lock) 个包"
