/* System calls without a C library, for x86_64 and aarch64. Each returns the kernel's value: negative errno on failure. */
#include <stddef.h>
#include <stdint.h>
#include <asm/errno.h>
#include <asm/fcntl.h>
#include <asm/ioctls.h>
#include <linux/mman.h>
#include <asm/poll.h>
#include <asm/signal.h>
#include <asm/stat.h>
#include <asm/termios.h>
#include <asm/unistd.h>
#include <linux/capability.h>
#include <linux/fcntl.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#include <linux/prctl.h>
#include <linux/sched.h>
#include <linux/signalfd.h>
#include <linux/socket.h>
#include <linux/stat.h>
#include <linux/time.h>

#if defined(__x86_64__)
static inline __attribute__((always_inline)) long call_inline(long n, long a, long b, long c, long d, long e, long f)
{
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}
__asm__(".globl _start\n_start:\n xor %ebp, %ebp\n mov %rsp, %rdi\n and $-16, %rsp\n call start\n");
#elif defined(__aarch64__)
static inline __attribute__((always_inline)) long call_inline(long n, long a, long b, long c, long d, long e, long f)
{
    register long x8 __asm__("x8") = n;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
}
__asm__(".globl _start\n_start:\n mov x29, #0\n mov x30, #0\n mov x0, sp\n b start\n");
#else
#error "Add the calling convention of this architecture."
#endif

static __attribute__((noinline)) long call(long n, long a, long b, long c, long d, long e, long f)
{
    return call_inline(n, a, b, c, d, e, f);
}

#define CALL0(n) CALL1(n, 0)
#define CALL1(n, a) call(__NR_##n, (long)(a), 0, 0, 0, 0, 0)
#define CALL2(n, a, b) call(__NR_##n, (long)(a), (long)(b), 0, 0, 0, 0)
#define CALL3(n, a, b, c) call(__NR_##n, (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define CALL4(n, a, b, c, d) call(__NR_##n, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)
#define CALL5(n, a, b, c, d, e) call(__NR_##n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), 0)

/* Constants that kernel headers leave to the C library, or that older headers lack. */
#define SIGSET_BYTES 8
#define SIGNALS 64
#define COMMAND_SIGNAL 34 /* SIGRTMIN as C libraries number it: queued, so no command is lost */
#define AT_CURRENT_DIRECTORY (-100)
#define WAIT_NO_HANG 1
#define CLOCK_WALL 0
#define CLOCK_SINCE_BOOT 7
#define TICKS_PER_SECOND 100 /* of /proc, whatever the kernel's own rate is */
#define ERRNO_MAX 4095
#ifndef MOUNT_ATTR_RDONLY
#define MOUNT_ATTR_RDONLY 1
#endif
#ifndef __NR_mount_setattr
#define __NR_mount_setattr 442
#endif
struct mount_attributes { uint64_t set, clear, propagation, userns; };
struct poll_entry { int fd; short events, revents; };
struct time_value { int64_t seconds, nanoseconds; };
struct directory_entry { uint64_t inode; int64_t offset; uint16_t length; uint8_t type; char name[]; };

/* The compiler may call these for structure copies even in a freestanding program. */
void *memcpy(void *to, const void *from, size_t count)
{
    char *t = to;
    const char *f = from;
    while (count--) *t++ = *f++;
    return to;
}

void *memset(void *at, int value, size_t count)
{
    char *a = at;
    while (count--) *a++ = (char)value;
    return at;
}
