#!/bin/sh
# Builds the supervisor for the given architectures (x64 arm64 by default) into the given directory (here by default).
# The result depends on nothing but the sources and the compiler: same compiler, same bytes. COMPILER records which it was.
#   apt-get install gcc linux-libc-dev gcc-aarch64-linux-gnu linux-libc-dev-arm64-cross
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${OUT:-$here}
[ $# -gt 0 ] || set -- x64 arm64
cd "$here"
for architecture; do
  case $architecture in
    x64) compiler=${CC_X64:-x86_64-linux-gnu-gcc} flags=-fcf-protection=none ;;
    arm64) compiler=${CC_ARM64:-aarch64-linux-gnu-gcc} flags=-mno-outline-atomics ;;
    *) echo "build.sh: unknown architecture '$architecture'" >&2; exit 2 ;;
  esac
  "$compiler" -std=gnu11 -Os $flags -Wall -Wextra -Wno-missing-field-initializers -Werror \
    -ffreestanding -nostdlib -static -no-pie -fno-pie -fno-ident -fno-stack-protector \
    -fno-asynchronous-unwind-tables -fno-tree-loop-distribute-patterns -fno-builtin \
    -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-z,noexecstack -s \
    -o "$out/supervisor-linux-$architecture" supervisor.c
done
[ "$out" != "$here" ] || "${CC_X64:-x86_64-linux-gnu-gcc}" --version | head -n 1 > COMPILER
