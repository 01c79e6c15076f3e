# 公文：安装、演示、检验。make help 列出各条命令。

PYTHON ?= python3
DEMO ?= samples/防汛通知.md
TESTS ?=
SEED ?= 6

export PYTHON
export GONGWEN_FONTS ?= $(CURDIR)/.fonts
export PIP_DISABLE_PIP_VERSION_CHECK := 1

BIN := .venv/bin
# 标记文件的名字取自它所依据的内容：内容没有变，第二次就什么也不装
key = $(shell { cat $(1); echo "$(CURDIR)"; $(PYTHON) -V 2>&1; } | sha256sum | cut -c1-16)
INSTALLED := .venv/.installed-$(call key,requirements.lock pyproject.toml tools/venv.sh)
FONTS := .fonts/.installed-$(call key,tools/fonts.sh)
VALIDATOR := .tools/.installed-$(call key,tools/validator.sh)

.DEFAULT_GOAL := help
.PHONY: docs help demo test check lint types imports sizes smoke bench quality lexicon-audit pages install fonts system validator lock clean

help: ## 列出各条命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# 退出码 1 表示写出了，但草稿有差错或空位
demo: install fonts ## 安装齐全，把样例排成公文，放进 build/demo/（DEMO=草稿 可换）
	@test -n "$(DEMO)" || { echo "samples/ 里没有样例；可以指定：make demo DEMO=草稿.md" >&2; exit 2; }
	@rm -rf build/demo && mkdir -p build/demo
	@echo 'gongwen build "$(DEMO)" --out build/demo'
	@$(BIN)/gongwen build "$(DEMO)" --out build/demo || { [ $$? -eq 1 ] && ls build/demo/*.pdf >/dev/null; }

test: install fonts system validator ## 安装齐全并运行测试（TESTS=路径或选项 可缩小范围）
	$(BIN)/python -m pytest -n auto --dist worksteal $(TESTS)

check: lint types imports sizes smoke test ## 全部检验：提交前与自动检验都用它

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

imports: install
	$(BIN)/lint-imports

sizes: install
	$(BIN)/python tools/sizes.py

smoke: install fonts ## 构建 wheel，装进新环境跑一遍
	$(BIN)/python tools/smoke_wheel.py "$(DEMO)"

bench: install fonts ## 跑基准测试
	@$(BIN)/python -m compileall -q src  # 源码改过之后字节码会过期
	$(BIN)/python benchmarks/run.py

quality: install ## 造错、数误报，按族打印；没有到要求的数时以 1 退出
	$(BIN)/python -m tools.quality

lexicon-audit: install ## 拿语料核对词表的每一行（SEED=数 换一批抽看的行）
	$(BIN)/python tools/lexicon_audit.py --seed $(SEED)

pages: install fonts ## 把全部样例排成图片：各面在 build/pages/，版式图在 docs/
	$(BIN)/python -m tools.gallery

install: $(INSTALLED) ## 按锁文件装进 .venv

$(INSTALLED):
	@bash tools/venv.sh $@

fonts: $(FONTS) ## 取排版用的自由字体，放进 .fonts/

$(FONTS):
	@bash tools/fonts.sh $@

system:
	@bash tools/system.sh

validator: $(VALIDATOR) ## 取检验 SARIF、DOCX 用的，放进 .tools/

$(VALIDATOR):
	@bash tools/validator.sh $@

lock: ## 由 pyproject.toml 重新生成 requirements.lock
	@bash tools/lock.sh

clean: ## 删去生成的文件（连同 .venv、.fonts 与 .tools）
	rm -rf build dist .venv .fonts .tools .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# 排版页总览图里的几件，每种格式一件
SHOWN := $(foreach name,常务会议纪要 商请支持论坛的函 印发印章管理办法 湿地保护管理办法令 设立保护区请示,samples/$(name).md)

docs: install fonts ## 重新生成术语表、校对规则、样例和说明里的图片
	$(BIN)/python tools/docs.py
	$(BIN)/python tools/pages.py samples/防汛通知.md
	cp build/pages/总览.png docs/图/防汛通知.png
	$(BIN)/python tools/pages.py $(SHOWN)
	cp build/pages/总览.png docs/图/总览.png
	$(BIN)/python -m tools.samples
	$(BIN)/python -m tools.proof_pictures
	$(BIN)/python -m tools.chain_pictures
	$(BIN)/python -m tools.sheet_picture
