# Two commands: `make run` serves the demo, `make test` runs every test. `make setup` prepares both and starts nothing.
PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= ./var
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test
