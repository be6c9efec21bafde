/*
 * The supervisor: one per container, about as small as a process can be, and independent of the agent that started it.
 *
 *    agent                         supervisor                              container
 *      | posix_spawn (own session)    |                                        |
 *      |----------------------------->| subreaper, all signals blocked         |
 *      | spec by socket (fd 3)        |                                        |
 *      |----------------------------->| opens the spool files                  |
 *      |                              | fork --------------------------------->| session, streams
 *      |                              | writes `running`                       | namespaces, mounts, identity
 *      |                              | "go" --------------------------------->| working directory, PDEATHSIG
 *      |                              |<------------ closed on exec, or failure | execve, argv untouched
 *      |<-------- "started ..." or "failed stage errno index"                  |
 *      .  (may die, restart, adopt)   |                                        |
 *      | SIGRTMIN + n: signal n       |--------------------------------------->| the main process only
 *      | SIGRTMIN + 0: kill all       |                                        |
 *      |                              |<---------------------------------- exit|
 *      |                              | kills and reaps every descendant, double-forked ones too
 *      |                              | writes `exit`
 *      |<------------ pidfd readable -| exits
 *
 * - No instruction of the workload runs before `running` is on disk: an agent killed in between finds what it started.
 * - Supervisor killed: the main process gets SIGKILL from the kernel, there is no `exit`, and the agent reports that.
 * - Environment and arguments, which may hold secrets, come by the socket alone and are unmapped once the workload runs.
 * - The agent gives the socket as 0, 1 and 2 too, so that no descriptor that is opened here can be one of these.
 * - The same program runs `exec` (joins the container's namespaces, answers on the socket, and ends everything when the
 *   socket or the container goes away) and `probe` (does this machine let us build a private view of the file system?).
 *
 * Freestanding: no C library, no relocation, no heap. Everything is included into this one translation unit.
 */
#include "syscalls.h"
#include "text.h"
#include "spec.h"
#include "mounts.h"
#include "container.h"
#include "records.h"

#define CONTROL 3

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

static long open_spool(const struct spec *s, const char *path)
{
    long fd = CALL4(openat, AT_CURRENT_DIRECTORY, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    /* So that a workload under another user can open /dev/stdout. */
    if (fd >= 0 && s->uid != KEEP) CALL3(fchown, fd, s->uid, s->gid == KEEP ? 0xffffffffu : s->gid);
    return fd;
}

/* exec brings its own streams as 0, 1 and 2. A container's input is empty, or a FIFO that we hold open for its writers. */
static long open_streams(const struct spec *s, struct streams *streams)
{
    *streams = (struct streams){ 0, 1, 2 };
    if (s->mode == MODE_EXEC) return 0;
    long in = CALL4(openat, AT_CURRENT_DIRECTORY, *s->standard_in ? s->standard_in : "/dev/null", (*s->standard_in ? O_RDWR : O_RDONLY) | O_CLOEXEC, 0);
    if (in < 0 || s->mode == MODE_PROBE) return in;
    long out = open_spool(s, s->standard_out);
    if (out < 0) return out;
    long error = same_text(s->standard_out, s->standard_error) ? out : open_spool(s, s->standard_error);
    if (error < 0) return error;
    *streams = (struct streams){ (int)in, (int)out, (int)error };
    return 0;
}

/* Kills the children we have now. Their children become ours when they die, and get their turn after the next wait. */
static void kill_children(void)
{
    char buffer[4096];
    long fd = CALL4(openat, AT_CURRENT_DIRECTORY, "/proc/thread-self/children", O_RDONLY | O_CLOEXEC, 0), count;
    if (fd < 0) return;
    uint64_t pid = 0;
    while ((count = CALL3(read, fd, buffer, sizeof buffer)) > 0)
        for (long i = 0; i < count; i++) {
            if (is_digit(buffer[i])) pid = pid * 10 + (uint64_t)(buffer[i] - '0');
            else if (pid) {
                CALL2(kill, pid, SIGKILL);
                pid = 0;
            }
        }
    if (pid) CALL2(kill, pid, SIGKILL);
    CALL1(close, fd);
}

/*
 * Waits until no descendant is left; returns the wait status of the main process. `watched` are descriptors whose end
 * means that everything shall be killed (exec), or -1.
 */
static int supervise_tree(int main_pid, int input, int control, int target, struct time_value *finished)
{
    uint64_t interesting = 1ull << (SIGCHLD - 1) | 1ull << (COMMAND_SIGNAL - 1);
    long signals = CALL4(signalfd4, -1, &interesting, SIGSET_BYTES, O_CLOEXEC | O_NONBLOCK);
    int main_status = 0, main_alive = 1, killing = 0;
    for (;;) {
        int status;
        long pid;
        while ((pid = CALL4(wait4, -1, &status, killing ? 0 : WAIT_NO_HANG, 0)) > 0) {
            if (pid == main_pid) {
                main_status = status;
                main_alive = 0;
                killing = 1;
                CALL2(clock_gettime, CLOCK_WALL, finished);
            }
            if (killing) kill_children();
        }
        if (pid == -ECHILD) return main_status;
        struct poll_entry entries[3] = { { (int)signals, POLLIN, 0 }, { control, 0, 0 }, { target, POLLIN, 0 } };
        CALL5(ppoll, entries, 3, 0, 0, SIGSET_BYTES);
        struct signalfd_siginfo information;
        while (CALL3(read, signals, &information, sizeof information) == sizeof information) {
            if (information.ssi_signo != COMMAND_SIGNAL) continue;
            if (information.ssi_int == COMMAND_CLOSE_INPUT) CALL1(close, input);
            else if (information.ssi_int > 0 && information.ssi_int <= SIGNALS) {
                if (main_alive) CALL2(kill, main_pid, information.ssi_int);
            }
            else killing = 1;
        }
        if (entries[1].revents || entries[2].revents) killing = 1;
        if (killing) kill_children();
    }
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
    if (result >= 0 && s->mode == MODE_RUN) result = write_record(s->directory, "running", record.running, record.length, 0);
    if (result < 0) {
        CALL2(kill, child, SIGKILL);
        CALL4(wait4, child, 0, 0, 0);
        goto failed;
    }
    if (s->mode != MODE_PROBE) write_all(pair[0], "g", 1);
    if (read_exactly(pair[0], (char *)&f, sizeof f)) {
        CALL4(wait4, child, 0, 0, 0);
        if (s->mode == MODE_RUN) record_failure(s->directory, &f);
        answer(CONTROL, &f);
        return;
    }
    CALL1(close, pair[0]);
    write_all(CONTROL, record.running, record.length);

    char directory[4096];
    struct text t = { directory, 0, sizeof directory, 0 };
    put(&t, s->directory);
    int execution = s->mode == MODE_EXEC;
    long target = execution && s->target_pid ? CALL2(pidfd_open, s->target_pid, 0) : -1;
    int input = !execution && *s->standard_in ? streams.in : -1;
    if (!execution) CALL1(close, CONTROL);
    for (int fd = 0; fd < 3; fd++) CALL1(close, fd);
    if (!execution) {
        CALL1(close, streams.out);
        CALL1(close, streams.error);
        if (input < 0) CALL1(close, streams.in);
    }
    CALL2(munmap, memory, mapped);

    struct time_value finished = { 0, 0 };
    int status = supervise_tree((int)child, input, execution ? CONTROL : -1, (int)target, &finished);
    char line[96];
    struct text end = { line, 0, sizeof line, 0 };
    describe_end(&end, status, &finished);
    if (execution) write_all(CONTROL, line, end.length);
    else write_record(directory, "exit", line, end.length, 1);
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
