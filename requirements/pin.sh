#!/bin/sh
# Pin every package with its hashes, for every platform and Python that pyproject.toml allows: `make requirements`.
# No address is written: the index is the business of whoever installs.
set -eu
uv=${1:-uv}
cd "$(dirname "$0")/.."
command -v "$uv" >/dev/null || {
	echo "uv is needed to pin packages and was not found. Install it, or name it: make requirements UV=path/to/uv" >&2
	exit 1
}
pin() {
	name=$1
	shift
	echo "requirements/$name.txt"
	"$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header "$@" -o "requirements/$name.txt"
}
pin build --group build
pin run pyproject.toml
pin test pyproject.toml --group dev
pin train pyproject.toml --group dev --group train
