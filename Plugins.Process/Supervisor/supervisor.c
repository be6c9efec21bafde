/*
 * The supervisor: one per container, about as small as a process can be, and independent of the agent that started it.
 *
 *    agent                         supervisor                              container
 *      | posix_spawn (own session)    |                                        |
 *      |----------------------------->| subreaper, all signals blocked         |
 *      | spec by socket (fd 3)        |                                        |
 *      |----------------------------->| opens spool files, makes pipes         |
 *      |                              | fork --------------------------------->| session, streams
 *      |                              | writes the record; agent still there?  | namespaces, mounts, identity
 *      |                              | "go" --------------------------------->| working directory, PDEATHSIG
 *      |                              |<------------ closed on exec, or failure | execve, argv untouched
 *      |<-------- "started ..." or "failed stage errno index"                  |
 *      .  (may die, restart, adopt)   |                                        |
 *      | SIGRTMIN, n: signal n        |--------------------------------------->| the main process only
 *      | SIGRTMIN, 0: kill all        |                                        |
 *      |                              |<---------------------------------- exit|
 *      |                              | kills and reaps every descendant, double-forked ones too
 *      |                              | writes how it ended
 *      |<------------ pidfd readable -| exits
 *
 * - No instruction of the workload runs before the record is written, and none if the agent died until then: the next
 *   agent finds everything that runs.
 * - Supervisor killed: the main process gets SIGKILL from the kernel, no end is on record, and the agent reports that.
 * - Environment and arguments, which may hold secrets, come by the socket alone and are unmapped once the workload runs.
 * - The agent gives the socket as 0, 1 and 2 too, so that no descriptor that is opened here can be one of these.
 * - The same program runs `exec` (joins the container's namespaces, answers on the socket, and ends everything when the
 *   socket or the container goes away) and `probe` (does this machine let us build a private view of the file system?).
 *
 * Freestanding: no C library, no relocation, no heap. Everything is included into this one translation unit.
 */
#define CONTROL 3

#include "syscalls.h"
#include "text.h"
#include "spec.h"
#include "mounts.h"
#include "container.h"
#include "records.h"
#include "streams.h"
#include "tree.h"

static void answer(int fd, const struct failure *f)
{
    char line[64];
    struct text t = { line, 0, sizeof line, 0 };
    put(&t, "failed ");
    put_number(&t, (uint64_t)f->stage);
    put(&t, " ");
    put_number(&t, (uint64_t)f->error);
    put(&t, " ");
    put_number(&t, f->index);
    put(&t, "\n");
    write_all(fd, line, t.length);
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

static int hung_up(int socket)
{
    struct poll_entry entry = { socket, 0, 0 };
    struct time_value now = { 0, 0 };
    CALL5(ppoll, &entry, 1, &now, 0, SIGSET_BYTES);
    return entry.revents != 0;
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

static void run(struct spec *s, char *memory, size_t mapped)
{
    struct failure f = { STAGE_STREAMS, 0, 0 };
    struct streams streams;
    struct record record;
    int pair[2];
    long result = open_streams(s, &streams);
    if (result < 0) goto failed;
    f.stage = STAGE_FORK;
    if ((result = CALL4(socketpair, AF_UNIX, SOCK_STREAM | O_CLOEXEC, 0, pair)) < 0) goto failed;
    int self = (int)CALL0(getpid);
    long child = CALL5(clone, SIGCHLD, 0, 0, 0, 0);
    if (child == 0) {
        CALL1(close, pair[0]);
        CALL1(close, CONTROL);
        become_container(s, &streams, pair[1], self, &f);
        write_all(pair[1], (char *)&f, sizeof f);
        CALL1(exit_group, 127);
    }
    if ((result = child) < 0) goto failed;
    CALL1(close, pair[1]);

    f.stage = STAGE_RECORD;
    result = describe_start(&record, s, (uint32_t)self, (uint32_t)child);
    if (result >= 0 && s->mode == MODE_RUN) result = write_record(s->record, "", record.running, record.length, s->label, O_EXCL);
    if (result < 0) {
        CALL2(kill, child, SIGKILL);
        CALL4(wait4, child, 0, 0, 0);
        goto failed;
    }
    if (hung_up(CONTROL)) {
        /* The agent died before it could know of us, and the next one may have looked before we recorded anything. */
        CALL2(kill, child, SIGKILL);
        CALL4(wait4, child, 0, 0, 0);
        if (s->mode == MODE_RUN) CALL3(unlinkat, AT_CURRENT_DIRECTORY, s->record, 0);
        return;
    }
    if (s->mode != MODE_PROBE) write_all(pair[0], "g", 1);
    if (read_exactly(pair[0], (char *)&f, sizeof f)) {
        CALL4(wait4, child, 0, 0, 0);
        if (s->mode == MODE_RUN) record_failure(s->record, &f);
        answer(CONTROL, &f);
        return;
    }
    CALL1(close, pair[0]);
    write_all(CONTROL, record.running, record.length);

    char path[4096];
    struct text t = { path, 0, sizeof path, 0 };
    put(&t, s->record);
    int execution = s->mode == MODE_EXEC;
    long target = execution && s->target_pid ? CALL2(pidfd_open, s->target_pid, 0) : -1;
    release_streams(s, &streams);
    CALL2(munmap, memory, mapped);

    struct tree tree = { (int)child, execution ? CONTROL : -1, (int)target, &streams, 0, { 0, 0 } };
    supervise_tree(&tree);
    char line[96];
    struct text end = { line, 0, sizeof line, 0 };
    describe_end(&end, tree.status, &tree.finished);
    if (execution) write_all(CONTROL, line, end.length);
    else write_record(path, ".exit", line, end.length, "", O_TRUNC);
    return;
failed:
    f.error = (int32_t)-result;
    answer(CONTROL, &f);
}

__attribute__((noreturn, used)) void supervise(void)
{
    struct spec s;
    size_t mapped = 0;
    uint64_t every = ~0ull, standard[4] = { 0 };
    CALL3(close_range, CONTROL + 1, ~0u, 0);
    CALL4(rt_sigprocmask, SIG_BLOCK, &every, 0, SIGSET_BYTES);
    CALL4(rt_sigaction, SIGCHLD, standard, 0, SIGSET_BYTES);
    CALL5(prctl, PR_SET_NAME, "reeve-supervise", 0, 0, 0);
    CALL5(prctl, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    CALL1(umask, 0);
    CALL1(chdir, "/");
    char *memory = receive_spec(&s, &mapped);
    if (memory) run(&s, memory, mapped);
    else answer(CONTROL, &(struct failure){ STAGE_SPEC, EINVAL, 0 });
    for (;;) CALL1(exit_group, 0);
}
