/* Watching over the processes of a container until the last one is gone. */

/* What the agent sends with COMMAND_SIGNAL: 0 kills everything, 1 to 64 is a signal for the main process. */
#define COMMAND_CLOSE_INPUT 1000
#define COMMAND_ATTACH 1001
#define COMMAND_RESIZE 0x40000000 /* | columns << 15 | rows */

struct tree {
    int main_pid;
    int control, target; /* descriptors whose end means that everything shall be killed (exec), or -1 */
    struct streams *streams;
    const char *journal, *token;
    int status;          /* of the main process, as wait(2) gives it */
    struct time_value finished;
};

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

/* Returns whether everything is to be killed. */
static int obey(struct tree *tree, int command, int main_alive)
{
    if (command & COMMAND_RESIZE) {
        struct winsize size = { command & 0x7fff, command >> 15 & 0x7fff, 0, 0 };
        CALL3(ioctl, tree->streams->terminal, TIOCSWINSZ, &size);
        return 0;
    }
    if (command == COMMAND_ATTACH) {
        open_watcher(&tree->streams->spools[0], tree->journal, tree->token, ".out");
        open_watcher(&tree->streams->spools[1], tree->journal, tree->token, ".err");
        return 0;
    }
    if (command == COMMAND_CLOSE_INPUT) {
        CALL1(close, tree->streams->hold);
        tree->streams->hold = -1;
        return 0;
    }
    if (command <= 0 || command > SIGNALS) return 1;
    if (main_alive) CALL2(kill, tree->main_pid, command);
    return 0;
}

/* Moves what there is to the spools. Returns whether the disk is full, so that it is to be tried again later. */
static int move_outputs(struct streams *streams)
{
    int full = 0;
    for (int i = 0; i < 2; i++) {
        struct spool *spool = &streams->spools[i];
        long count = 1;
        while (spool->pipe >= 0 && count > 0) count = move_output(spool);
        if (count == -ENOSPC || count == -EDQUOT) full = 1;
        else if (count != 1 && count != -EAGAIN && count != -EINTR) { /* the end, or a disk that is broken for good */
            CALL1(close, spool->pipe);
            spool->pipe = -1;
        }
    }
    return full;
}

static void supervise_tree(struct tree *tree)
{
    uint64_t interesting = 1ull << (SIGCHLD - 1) | 1ull << (COMMAND_SIGNAL - 1);
    long signals = CALL4(signalfd4, -1, &interesting, SIGSET_BYTES, O_CLOEXEC | O_NONBLOCK);
    struct streams *streams = tree->streams;
    int main_alive = 1, killing = 0, full = 0;
    char pending[PENDING];
    long pending_count = 0;
    for (;;) {
        /* 1. Take the dead. While everything is being killed there is nothing else to wait for. */
        int status;
        long pid;
        while ((pid = CALL4(wait4, -1, &status, killing ? 0 : WAIT_NO_HANG, 0)) > 0) {
            if (pid == tree->main_pid) {
                tree->status = status;
                CALL2(clock_gettime, CLOCK_WALL, &tree->finished);
                main_alive = 0;
                killing = 1;
            }
            if (killing) kill_children();
        }
        if (pid == -ECHILD) break;

        /* 2. Wait for a death, a command, the end of an exec's peer, or input and output. */
        int reading = streams->terminal >= 0 && !pending_count;
        struct time_value soon = { 0, 200 * 1000 * 1000 };
        struct poll_entry entries[7] = {
            { (int)signals, POLLIN, 0 },
            { tree->control, POLLRDHUP, 0 },
            { tree->target, POLLIN, 0 },
            { streams->terminal, POLLIN | (pending_count ? POLLOUT : 0), 0 },
            { reading ? streams->hold : -1, POLLIN, 0 },
            { full ? -1 : streams->spools[0].pipe, POLLIN, 0 },
            { full ? -1 : streams->spools[1].pipe, POLLIN, 0 },
        };
        CALL5(ppoll, entries, 7, full ? &soon : 0, 0, SIGSET_BYTES);
        struct signalfd_siginfo information;
        while (CALL3(read, signals, &information, sizeof information) == sizeof information)
            if (information.ssi_signo == COMMAND_SIGNAL) killing |= obey(tree, information.ssi_int, main_alive);
        killing |= entries[1].revents || entries[2].revents;

        /* 3. Move output, feed the terminal. */
        full = move_outputs(streams);
        if (entries[3].revents & POLLIN) copy_terminal(streams);
        else if (entries[3].revents & (POLLHUP | POLLERR)) { /* nobody has it open any more */
            CALL1(close, streams->terminal);
            streams->terminal = -1;
        }
        if (entries[4].revents & POLLIN) pending_count = CALL3(read, streams->hold, pending, sizeof pending);
        if (pending_count > 0 && streams->terminal >= 0) {
            long written = CALL3(write, streams->terminal, pending, pending_count);
            if (written > 0) {
                pending_count -= written;
                for (long i = 0; i < pending_count; i++) pending[i] = pending[written + i];
            }
            else if (written != -EAGAIN) pending_count = 0;
        }
        else pending_count = 0;
        if (killing) kill_children();
    }
    while (streams->terminal >= 0 && copy_terminal(streams) > 0) { }
    move_outputs(streams);
}
