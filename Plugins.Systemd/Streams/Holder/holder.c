/*
 * The holder: keeps the streams of one container that has an input or a terminal. It is a unit of its own beside the container's,
 * so that neither the agent nor systemd has to stay for them.
 *
 *    agent                                holder                                  container
 *      |                                    | 1, 2: spool files, or                   |
 *      |                                    | 2: the other side of its terminal (as 0 |
 *      |                                    |    it would be made a session's own)    |
 *      | DIRECTORY/in      (FIFO) --------->| held open, so that it has no end ------>| or by the terminal
 *      | spools <---------------------------|<-- DIRECTORY/out, err (FIFOs) ----------| or by the terminal
 *      | DIRECTORY/watch-out, watch-err <---| the same once more, where somebody reads|
 *      | SIGUSR1: the input ends            |                                         |
 *      | SIGTERM: takes what is left, ends  |                                         |
 *
 * The spools' disk may be full: what does not fit waits, and with it the container. A watcher that does not read misses some.
 * It forks when everything is open: the unit has started when the first process is gone (Type=forking).
 * Freestanding: no C library, no relocation, no heap.
 */
#include "../../../Shared/Native/syscalls.h"
#include "../../../Shared/Native/text.h"

#define SIGNAL_BIT(signal) (1ull << ((signal) - 1))
#define CHUNK 65536
#define TYPED 4096
#define FIFO_MODE (S_IFIFO | 0600)
#define STANDARD_HANDLER 0
#define IGNORE 1

/* Where one kind of output comes from (-1: nowhere), its spool, who watches (-1: nobody), and what waits for room. */
struct output { int from, spool, watcher, hung_up; char watcher_path[4096]; char waiting[CHUNK]; long at, count; };

static struct output outputs[2];
static int input = -1, terminal = -1, directory = -1;
static char typed[TYPED];
static long typed_count;

static void watch(struct output *output, const char *data, long count)
{
    for (int former = output->watcher >= 0; former >= 0; former--) {
        if (output->watcher < 0) output->watcher = (int)CALL4(openat, AT_CURRENT_DIRECTORY, output->watcher_path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW, 0);
        if (output->watcher < 0) return;
        long written = CALL3(write, output->watcher, data, count);
        if (written >= 0 || written == -EAGAIN) return;
        CALL1(close, output->watcher); /* that one has left; perhaps there is a next one */
        output->watcher = -1;
    }
}

/* Moves what there is. Returns whether the disk is full, so that it is to be tried again later. */
static int move(struct output *output)
{
    while (output->from >= 0) {
        if (!output->count) {
            long count = CALL3(read, output->from, output->waiting, CHUNK);
            output->hung_up = count == -EIO; /* nobody has the terminal open, yet or any more */
            if (count <= 0) return 0;
            output->at = 0;
            output->count = count;
            watch(output, output->waiting, count);
        }
        long written = CALL3(write, output->spool, output->waiting + output->at, output->count);
        if (written == -ENOSPC || written == -EDQUOT) return 1;
        if (written <= 0) output->count = 0; /* a disk that is broken for good */
        else {
            output->at += written;
            output->count -= written;
        }
    }
    return 0;
}

static void type(void)
{
    if (!typed_count && input >= 0) typed_count = CALL3(read, input, typed, TYPED);
    long written = typed_count > 0 ? CALL3(write, terminal, typed, typed_count) : 0;
    if (written == -EAGAIN) return; /* the container does not read */
    typed_count = typed_count > written && written > 0 ? typed_count - written : 0;
    for (long i = 0; i < typed_count; i++) typed[i] = typed[written + i];
}

static void hold(int signals)
{
    for (;;) {
        int full = move(&outputs[0]) | move(&outputs[1]);
        int hung_up = outputs[0].hung_up;
        int typing = terminal >= 0 && !typed_count;
        struct time_value soon = { 0, 200 * 1000 * 1000 };
        struct poll_entry entries[] = {
            { signals, POLLIN, 0 },
            { typing && !hung_up ? input : -1, POLLIN, 0 },
            { hung_up ? -1 : outputs[0].from, (full ? 0 : POLLIN) | (typed_count > 0 ? POLLOUT : 0), 0 },
            { full ? -1 : outputs[1].from, POLLIN, 0 },
        };
        if (full && !typed_count) entries[2].fd = -1;
        CALL5(ppoll, entries, 4, full || hung_up ? &soon : 0, 0, SIGSET_BYTES);
        struct signalfd_siginfo information;
        while (CALL3(read, signals, &information, sizeof information) == sizeof information) {
            if (information.ssi_signo == SIGTERM) {
                move(&outputs[0]);
                move(&outputs[1]);
                return;
            }
            if (input >= 0) CALL1(close, input);
            input = -1;
        }
        if (entries[1].revents || typed_count > 0) type();
    }
}

/* Opened both ways, so that neither side sees an end, and nobody waits for the other. */
static int open_fifo(const char *name)
{
    long result = CALL4(mknodat, directory, name, FIFO_MODE, 0);
    return result < 0 && result != -EEXIST ? (int)result : (int)CALL4(openat, directory, name, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW, 0);
}

static void name_watcher(struct output *output, const char *place, const char *name)
{
    struct text t = { output->watcher_path, 0, sizeof output->watcher_path, 0 };
    put(&t, place);
    put(&t, name);
}

static int run(const char *place)
{
    struct winsize size;
    uint64_t interesting = SIGNAL_BIT(SIGTERM) | SIGNAL_BIT(SIGUSR1);
    CALL4(rt_sigprocmask, SIG_BLOCK, &interesting, 0, SIGSET_BYTES);
    uint64_t action[4] = { IGNORE };
    CALL4(rt_sigaction, SIGPIPE, action, 0, SIGSET_BYTES);
    int signals = (int)CALL4(signalfd4, -1, &interesting, SIGSET_BYTES, O_CLOEXEC | O_NONBLOCK);
    directory = (int)CALL4(openat, AT_CURRENT_DIRECTORY, place, O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
    if (signals < 0 || directory < 0 || (input = open_fifo("in")) < 0) return 1;
    if (CALL3(ioctl, 2, TIOCGWINSZ, &size) >= 0) terminal = 2;
    for (int i = 0; i < 2; i++) {
        outputs[i].spool = i + 1;
        outputs[i].watcher = -1;
        outputs[i].from = terminal >= 0 ? (i ? -1 : terminal) : open_fifo(i ? "err" : "out");
        if (terminal < 0 && outputs[i].from < 0) return 1;
        name_watcher(&outputs[i], place, i ? "/watch-err" : "/watch-out");
    }
    long child = call(__NR_clone, SIGCHLD, 0, 0, 0, 0, 0);
    if (child) return child < 0;
    hold(signals);
    return 0;
}

__attribute__((noreturn, used)) void start(long *stack)
{
    char **arguments = (char **)(stack + 1);
    int status = stack[0] == 2 ? run(arguments[1]) : 2;
    for (;;) CALL1(exit_group, status);
}
