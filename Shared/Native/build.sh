#!/bin/sh
# Builds a freestanding program, PROGRAM-linux-x64 and PROGRAM-linux-arm64, beside its source or in $OUT.
# The result depends on nothing but the sources and the compiler: same compiler, same bytes. COMPILER records which it was.
#   build.sh DIRECTORY/PROGRAM.c [x64] [arm64]
#   apt-get install gcc linux-libc-dev gcc-aarch64-linux-gnu linux-libc-dev-arm64-cross
set -eu
source=$1
shift
here=$(cd "$(dirname "$source")" && pwd)
out=${OUT:-$here}
program=$(basename "$source" .c)
[ $# -gt 0 ] || set -- x64 arm64
cd "$here"
for architecture; do
  case $architecture in
    x64) compiler=${CC_X64:-x86_64-linux-gnu-gcc} flags=-fcf-protection=none ;;
    arm64) compiler=${CC_ARM64:-aarch64-linux-gnu-gcc} flags=-mno-outline-atomics ;;
    *) echo "build.sh: unknown architecture '$architecture'" >&2; exit 2 ;;
  esac
  "$compiler" -std=gnu11 -Os $flags -Wall -Wextra -Wno-missing-field-initializers -Wno-unused-function -Werror \
    -ffreestanding -nostdlib -static -no-pie -fno-pie -fno-ident -fno-stack-protector \
    -fno-asynchronous-unwind-tables -fno-tree-loop-distribute-patterns -fno-builtin \
    -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-z,noexecstack -s \
    -o "$out/$program-linux-$architecture" "$program.c"
done
[ "$out" != "$here" ] || "${CC_X64:-x86_64-linux-gnu-gcc}" --version | head -n 1 > COMPILER
