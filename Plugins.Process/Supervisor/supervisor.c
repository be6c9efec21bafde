/*
 * The supervisor: one per container, about as small as a process can be, and independent of the agent that started it.
 *
 *    agent                         supervisor                              container
 *      | launcher.h: fork             |                                        |
 *      |----------------------------->| subreaper, all signals blocked         |
 *      | spec by socket (fd 3)        |                                        |
 *      |----------------------------->| opens spool files, makes pipes         |
 *      |                              | vfork -------------------------------->| journal: "started"
 *      |                              .                                        | session, streams, mounts, identity
 *      |                              .                                        | agent still there?
 *      |                              |<------------------- goes on at the exec | execve, argv untouched
 *      |<-------- "started ..." or "failed stage errno index"                  |
 *      .  (may die, restart, adopt)   |                                        |
 *      | SIGRTMIN, n: signal n        |--------------------------------------->| the main process only
 *      | SIGRTMIN, 0: kill all        |                                        |
 *      |                              |<---------------------------------- exit|
 *      |                              | kills and reaps every descendant, double-forked ones too
 *      |                              | journal: "exited"
 *      |<------------ pidfd readable -| exits, and closes the socket
 *
 * - No instruction of the workload runs before its start is in the journal, and none if the agent died until then: the next
 *   agent finds everything that runs.
 * - Supervisor killed: the main process gets SIGKILL from the kernel, no end is in the journal, and the agent reports that.
 * - Environment and arguments, which may hold secrets, come by the socket alone and are unmapped once the workload runs.
 * - The socket stands at 0, 1 and 2 too, so that no descriptor that is opened here can be one of these.
 * - The socket stays open as long as the supervisor lives: that is how the agent knows that the process it has just opened a
 *   descriptor of is this one.
 * - The same program runs `exec` (joins the container's namespaces, answers on the socket, and ends everything when the
 *   socket or the container goes away) and `probe` (does this machine let us build a private view of the file system?).
 *
 * Freestanding: no C library, no relocation, no heap. Everything is included into this one translation unit.
 */
#define CONTROL 3

#include "../../Shared/Native/syscalls.h"
#include "../../Shared/Native/text.h"
#include "spec.h"
#include "mounts.h"
#include "container.h"
#include "records.h"
#include "become.h"
#include "streams.h"
#include "tree.h"

static void answer(const char *line, size_t length)
{
    struct { const void *at; size_t length; } parts[] = { { line, length }, { "\n", 1 } };
    CALL3(writev, CONTROL, parts, 2);
}

/* Tells what failed, to the agent and, if the start is on record, to the next one. */
static void fail(const struct spec *s, const struct failure *f)
{
    char line[64];
    struct text t = { line, 0, sizeof line, 0 };
    describe_failure(&t, f);
    answer(line, t.length);
    if (!f->recorded) return;
    struct time_value now;
    CALL2(clock_gettime, CLOCK_WALL, &now);
    put(&t, " ");
    put_time(&t, &now);
    append_record(s->journal, s->token, line, t.length, "");
}

enum handler { STANDARD_HANDLER = 0, IGNORE = 1 };

static void handle(int signal, enum handler handler)
{
    uint64_t action[4] = { handler }; /* struct sigaction of the kernel: handler, no flags */
    CALL4(rt_sigaction, signal, action, 0, SIGSET_BYTES);
}

static int read_exactly(int fd, char *to, size_t count)
{
    while (count) {
        long n = CALL3(read, fd, to, count);
        if (n == -EINTR) continue;
        if (n <= 0) return 0;
        to += n;
        count -= (size_t)n;
    }
    return 1;
}

/* The spec and, behind it, room for the tables that point into it. */
static char *receive_spec(struct spec *s, size_t *mapped)
{
    uint32_t length;
    if (!read_exactly(CONTROL, (char *)&length, sizeof length) || length > SPEC_LIMIT) return 0;
    *mapped = (size_t)length * 4 + 4096; /* an item takes 4 bytes or more on the wire and at most 16 in a table, rounded */
    *mapped = *mapped * 2;
    long memory = call(__NR_mmap, 0, (long)*mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory < 0 && memory >= -ERRNO_MAX) return 0;
    char *bytes = (char *)memory;
    if (!read_exactly(CONTROL, bytes, length)) return 0;
    struct reader reader = { bytes, bytes + length, 0 }, tables = { bytes + length + 1, bytes + *mapped, 0 };
    return parse_spec(s, &reader, &tables) ? bytes : 0;
}

static void run(struct spec *s, char *memory, size_t mapped, struct birth birth, struct limits limits)
{
    struct failure f = { STAGE_STREAMS, 0, 0, 0 };
    struct streams streams;
    struct origin origin = { (uint32_t)CALL0(getpid), (uint32_t)CALL0(geteuid), (uint32_t)CALL0(getegid), birth, limits };
    char line[256];
    struct text start = { line, 0, sizeof line, 0 };
    long result = open_streams(s, &streams);
    if (result < 0) goto failed;

    /* vfork: the child runs on this very stack until it executes the workload, and must never return from this function. */
    long namespaces = (s->flags & FLAG_MOUNT_NAMESPACE ? CLONE_NEWNS : 0) | (s->flags & FLAG_USER_NAMESPACE ? CLONE_NEWUSER : 0);
    if (s->mode == MODE_EXEC) namespaces = 0;
    f.stage = namespaces ? STAGE_NAMESPACE : STAGE_FORK;
    struct birth childs = { ticks_since_boot(), 0 };
    long child = call_inline(__NR_clone, SIGCHLD | CLONE_VM | CLONE_VFORK | namespaces, 0, 0, 0, 0, 0);
    if (child == 0) {
        become_container(s, &streams, &origin, childs, &f, &start);
        CALL1(exit_group, 127);
    }
    if ((result = child) < 0) goto failed;
    if (f.stage != STAGE_EXEC && !f.error) f.error = EINTR; /* killed on its way */
    if (f.error || s->mode == MODE_PROBE) {
        CALL4(wait4, child, 0, 0, 0);
        fail(s, &f);
        return;
    }
    answer(line, start.length);

    /* From here on only the journal's name and the token are needed of the spec. */
    char journal[4096], token[64];
    struct text copy = { journal, 0, sizeof journal, 0 }, end = { token, 0, sizeof token, 0 };
    put(&copy, s->journal);
    put(&end, s->token);
    int execution = s->mode == MODE_EXEC;
    long target = execution && s->target_pid ? CALL2(pidfd_open, s->target_pid, 0) : -1;
    release_streams(s, &streams);
    CALL2(munmap, memory, mapped);

    struct tree tree = { (int)child, execution ? CONTROL : -1, (int)target, &streams, journal, token, 0, { 0, 0 } };
    supervise_tree(&tree);
    end = (struct text){ line, 0, sizeof line, 0 };
    describe_end(&end, tree.status, &tree.finished);
    if (execution) answer(line, end.length);
    else append_record(journal, token, line, end.length, "");
    return;
failed:
    f.error = (int32_t)-result;
    fail(s, &f);
}

/* A process that the launcher has just made. */
__attribute__((noreturn)) static void supervise(struct birth birth, struct limits limits)
{
    struct spec s;
    size_t mapped = 0;
    CALL3(fcntl, CONTROL, F_SETFD, FD_CLOEXEC);
    handle(SIGCHLD, STANDARD_HANDLER);
    CALL5(prctl, PR_SET_NAME, "reeve-supervise", 0, 0, 0);
    CALL5(prctl, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    char *memory = receive_spec(&s, &mapped);
    if (memory) run(&s, memory, mapped, birth, limits);
    else fail(&s, &(struct failure){ STAGE_SPEC, EINVAL, 0, 0 });
    for (;;) CALL1(exit_group, 0);
}

#include "launcher.h"

__attribute__((noreturn, used)) void start(long *stack)
{
    uint64_t every = ~0ull;
    CALL3(close_range, CONTROL + 1, ~0u, 0);
    CALL3(fcntl, CONTROL, F_SETFD, FD_CLOEXEC);
    CALL4(rt_sigprocmask, SIG_BLOCK, &every, 0, SIGSET_BYTES);
    for (int signal = 1; signal <= SIGNALS; signal++) handle(signal, STANDARD_HANDLER);
    handle(SIGCHLD, IGNORE); /* supervisors need nobody who takes their end: the agent watches them by descriptors */
    CALL5(prctl, PR_SET_NAME, "reeve-launcher", 0, 0, 0);
    CALL1(umask, 0);
    CALL1(chdir, "/");
    launch(title_of(stack), limits_of(stack));
    for (;;) CALL1(exit_group, 0);
}
