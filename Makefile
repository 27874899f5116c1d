# make site    the main job: policies/ -> records -> comparison -> site/
# make serve   the same, rebuilt and reloaded on change
# make test    every test, browser tests included
# make check   ruff, mypy --strict, drift of schema and records
# make bench   seconds per stage, on the corpus and on made corpora; a fuzz run; property tests with many examples
# make clean   everything that can be made again

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := site
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
export PYTHONUTF8 := 1
# Where Python may not keep what it compiled, each of some hundred commands that tests run compiles the program again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site serve test check bench clean chromium nginx

site: $(VENV)/.installed
	@$(BIN)/policykb build

serve: $(VENV)/.installed
	@$(BIN)/policykb serve

# Files stay together: what their tests share is made once. Three workers keep two cores busy: tests often wait.
test: $(VENV)/.installed-dev chromium nginx
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -rs tests

check: $(VENV)/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/policykb schema --check
	@$(BIN)/policykb records --check

bench: $(VENV)/.installed-dev chromium nginx
	@$(BIN)/python -m tests.benchmarks.stages
	@$(BIN)/python -m tests.benchmarks.parsing
	@$(BIN)/python -m tests.benchmarks.fuzz
	@POLICYKB_EXAMPLES=10 $(BIN)/python -m pytest -n 2 $(wildcard tests/*/test_properties.py)
	@$(BIN)/python -m tests.benchmarks.search
	@$(BIN)/python -m tests.benchmarks.comparing
	@$(BIN)/python -m tests.benchmarks.scale

clean:
	rm -rf $(VENV) site .site.* .policykb build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "需要 Python 3.11 及以上版本；请用 make PYTHON=python3.11 …指定解释器。 Python 3.11+ is needed." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "无法建立虚拟环境；Debian/Ubuntu 请先安装 python3-venv。 Could not make a virtual environment." >&2; exit 1; }

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "安装依赖（仅首次或依赖变动时）… installing dependencies"
	@$(PIP_INSTALL) -e .
	@touch $@

# At one go with the program itself: building and resolving it once more takes as long again.
$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "安装依赖与开发依赖（仅首次或依赖变动时）… installing dependencies, those of development too"
	@$(PIP_INSTALL) -e '.[dev]'
	@touch $(VENV)/.installed $@

# The browser tests need Chromium and Chinese fonts: installed from Debian when we may, else said clearly. Its shell
# without a window opens pages in two thirds of the time; where it is not to be had, or a browser is there, that serves.
chromium:
	@browser="$$(command -v chromium-headless-shell || command -v chromium || command -v chromium-browser \
	    || command -v google-chrome || true)"; \
	if [ -z "$$browser" ] || ! fc-list :lang=zh 2>/dev/null | grep -q .; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "安装 Chromium 与中文字体 … installing Chromium and Chinese fonts"; \
	    apt-get update -qq; \
	    install() { DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
	      fontconfig fonts-noto-cjk "$$@" >/dev/null; }; \
	    if [ -n "$$browser" ]; then install; else install chromium-headless-shell 2>/dev/null || install chromium; fi; \
	  else \
	    echo "浏览器测试需要 Chromium 与中文字体，请先安装（Debian/Ubuntu：sudo apt-get install chromium fontconfig fonts-noto-cjk）。" \
	         "Install Chromium and CJK fonts first." >&2; \
	    exit 1; \
	  fi; \
	fi

# The sample configuration is tested in a real nginx. Debian's package is unpacked beside the environment and not
# installed, so that no service starts on this machine. Without it those tests are left out, which is said.
nginx:
	@if ! { command -v nginx || test -x /usr/sbin/nginx || test -x $(VENV)/nginx/usr/sbin/nginx; } >/dev/null; then \
	  echo "取 nginx 供测试用 … unpacking nginx for its tests"; \
	  mkdir -p $(VENV)/nginx && cd $(VENV)/nginx \
	    && { apt-get download -qq nginx nginx-common 2>/dev/null \
	      || { apt-get update -qq && apt-get download -qq nginx nginx-common; }; } \
	    && for package in *.deb; do dpkg-deb -x "$$package" .; done \
	    || echo "没有 nginx，其配置示例的测试从略（Debian/Ubuntu：sudo apt-get install nginx）。" \
	            "No nginx: the tests of its sample configuration are left out." >&2; \
	fi
