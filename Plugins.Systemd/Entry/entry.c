/*
 * What stands between systemd and a container's program: it enters or makes the pod's namespaces, becomes who the container
 * is, and executes the program. systemd 252 knows neither process nor host name namespaces of a unit, and takes users by
 * name only; see docs/systemd-provider.md.
 *
 *   entry OPTION... -- PROGRAM ARGUMENT...
 *
 * With "run" among the options the program becomes the unit's main process (Type=notify, NotifyAccess=all):
 *
 *   entry (main process)                          child, in the new process namespace
 *   1. namespaces, propagation of mounts
 *   2. clone(CLONE_PARENT): systemd's own child ─► 3. waits
 *   4. MAINPID=child, BARRIER=1 ─► systemd
 *   5. go ───────────────────────────────────────► 6. /proc, sysctls, identity, filter, execve
 *   7. end of the pipe: READY=1, BARRIER=1 ─►
 *      systemd; a failure: the child ends with
 *      systemd's number for it
 *
 * Without "run" it takes on the identity alone, for a command in a running container.
 */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/un.h>

#include "../../Shared/Native/syscalls.h"
#include "../../Shared/Native/text.h"

#include "options.h"
#include "failure.h"
#include "notify.h"
#include "mounts.h"
#include "journal.h"
#include "namespaces.h"
#include "proc.h"
#include "identity.h"
#include "execute.h"

#define GO 1

/* The first process of a pod's namespace: it reaps what is left to it. Signals without a handler do not reach it. */
static void pause_forever(void)
{
    uint64_t set = 1ULL << (SIGCHLD - 1);
    CALL4(rt_sigprocmask, SIG_BLOCK, &set, 0, SIGSET_BYTES);
    for (;;) {
        while (CALL4(wait4, -1, 0, WAIT_NO_HANG, 0) > 0) { }
        CALL4(rt_sigtimedwait, &set, 0, 0, SIGSET_BYTES);
    }
}

static void become(const struct options *o, int out, struct failure *f)
{
    if (open_streams(o, f) < 0) return; /* by the machine's /proc */
    if (o->proc && fails(f, EXIT_NAMESPACE, "mount /proc", mount_proc())) return;
    if (write_sysctls(o, f) < 0) return;
    if (o->mask && mask_kernel_files(f) < 0) return;
    if (o->mask && fails(f, EXIT_NAMESPACE, "make /sys read-only", read_only("/sys"))) return;
    if (take_identity(o, f) < 0) return;
    if (o->pause) {
        CALL1(close, out);
        pause_forever();
    }
    execute(o, f);
}

static __attribute__((noreturn)) void child(const struct options *o, int go, int out)
{
    struct failure f = { 0 };
    char byte = 0;
    CALL0(setsid); /* and takes the terminal along, if there is one: with the end of our maker's session it would hang up */
    CALL3(ioctl, 0, TIOCSCTTY, 1);
    if (CALL3(read, go, &byte, 1) != 1) CALL1(exit_group, EXIT_NAMESPACE);
    become(o, out, &f);
    write_all(out, (const char *)&f, sizeof f);
    CALL3(read, go, &byte, 1); /* until systemd has been told: with our end it ends everything */
    for (;;) CALL1(exit_group, f.status);
}

static int run(const struct options *o)
{
    struct failure f = { 0 };
    int go[2], out[2];
    unsigned flags = CLONE_PARENT | SIGCHLD;
    int notify = (int)connect_notify(o->notify);
    if (fails(&f, EXIT_NAMESPACE, "reach systemd", notify)) return f.status;
    if (enter_namespaces(o, &flags, &f) < 0) goto failed;
    if (fails(&f, EXIT_NAMESPACE, "make a pipe", CALL2(pipe2, go, O_CLOEXEC))) goto failed;
    if (fails(&f, EXIT_NAMESPACE, "make a pipe", CALL2(pipe2, out, O_CLOEXEC))) goto failed;
    long pid = CALL5(clone, flags, 0, 0, 0, 0);
    if (fails(&f, EXIT_NAMESPACE, "make a process", pid)) goto failed;
    if (pid == 0) {
        CALL1(close, go[GO]);
        CALL1(close, out[0]);
        CALL1(close, notify);
        child(o, go[0], out[GO]);
    }
    CALL1(close, out[GO]);
    CALL1(close, go[0]);
    tell_main_process(notify, pid);
    write_all(go[GO], "g", 1);
    long count;
    while ((count = CALL3(read, out[0], &f, sizeof f)) == -EINTR) { }
    if (count != sizeof f) {
        tell(notify, "READY=1");
        return 0;
    }
failed:
    tell_failure(notify, &f);
    return f.status;
}

void start(long *stack)
{
    struct options o = { 0 };
    char **arguments = (char **)(stack + 1);
    struct failure f = { 0 };
    int error = read_options(&o, arguments, arguments + stack[0] + 1);
    if (error) CALL1(exit_group, EXIT_NAMESPACE);
    if (o.run) CALL1(exit_group, run(&o));
    become(&o, -1, &f);
    report_to_user(&f);
    CALL1(exit_group, f.error == ENOENT ? 127 : 126);
    __builtin_unreachable();
}
