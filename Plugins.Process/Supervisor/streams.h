/* Where the workload's three streams lead: pipes to spool files, a FIFO, a terminal of its own, or what `exec` brought along. */
#define PENDING 1024
#define SEEK_TO_END 2
#define SPLICE_NON_BLOCKING 2

/*
 * Output goes through a pipe and not straight into the spool file: a workload may open /dev/stdout anew, as scripts do with
 * "> /dev/stderr", which would truncate a file and lose what others wrote. Pages are moved, not copied, and wait in the pipe
 * while the disk is full.
 */
static long open_spool(const struct spec *s, const char *path, struct spool *spool, int *writer)
{
    int pipe[2];
    long result = spool->file = (int)CALL4(openat, AT_CURRENT_DIRECTORY, path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0);
    if (result >= 0) result = CALL3(lseek, spool->file, 0, SEEK_TO_END);
    if (result >= 0) result = CALL2(pipe2, pipe, O_CLOEXEC);
    if (result < 0) return result;
    spool->pipe = pipe[0];
    *writer = pipe[1];
    return s->uid == KEEP ? 0 : CALL3(fchown, pipe[1], s->uid, s->gid); /* so that it can open /dev/stdout */
}

static void close_watcher(struct spool *spool)
{
    CALL1(close, spool->watcher);
    spool->watcher = -1;
}

/* The agent makes the FIFOs beside the journal, opens them for reading and sends COMMAND_ATTACH. */
static void open_watcher(struct spool *spool, const char *journal, const char *token, const char *suffix)
{
    char path[4096];
    struct text t = { path, 0, sizeof path, 0 };
    size_t slash = length_of(journal);
    while (slash && journal[slash - 1] != '/') slash--;
    put_bytes(&t, journal, slash);
    put(&t, token);
    put(&t, suffix);
    if (spool->watcher >= 0) close_watcher(spool);
    spool->watcher = (int)CALL4(openat, AT_CURRENT_DIRECTORY, path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW, 0);
}

/* Returns how much was moved: 0 at the end of the pipe, -EAGAIN if it is empty, -ENOSPC or -EDQUOT while the disk is full. */
static long move_output(struct spool *spool)
{
    long size = 65536;
    if (spool->watcher >= 0) {
        /* What a watcher has no room for it misses: it must not be able to hold up the workload. */
        long shown = CALL4(tee, spool->pipe, spool->watcher, size, SPLICE_NON_BLOCKING);
        if (shown > 0) size = shown;
        else if (shown < 0 && shown != -EAGAIN) close_watcher(spool);
    }
    long count = call(__NR_splice, spool->pipe, 0, spool->file, 0, size, SPLICE_NON_BLOCKING);
    if (count != -EINVAL) return count;
    char buffer[2048]; /* a file system that cannot splice */
    struct poll_entry entry = { spool->pipe, POLLIN, 0 };
    struct time_value now = { 0, 0 };
    CALL5(ppoll, &entry, 1, &now, 0, SIGSET_BYTES);
    if (!entry.revents) return -EAGAIN;
    count = CALL3(read, spool->pipe, buffer, sizeof buffer);
    if (count > 0) write_all(spool->file, buffer, (size_t)count);
    return count;
}

static long open_terminal(const struct spec *s, struct streams *streams)
{
    int unlock = 0;
    struct winsize size = { 24, 80, 0, 0 };
    long master = CALL4(openat, AT_CURRENT_DIRECTORY, "/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC, 0);
    if (master < 0) return master;
    CALL3(ioctl, master, TIOCSPTLCK, &unlock);
    CALL3(ioctl, master, TIOCSWINSZ, &size);
    long slave = CALL3(ioctl, master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave < 0) return slave;
    if (s->uid != KEEP) CALL3(fchown, slave, s->uid, s->gid);
    streams->terminal = (int)master;
    streams->in = streams->out = streams->error = (int)slave;
    return streams->spools[0].file = (int)CALL4(openat, AT_CURRENT_DIRECTORY, s->standard_out, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0);
}

/* The FIFO is held open for writing, so that the workload sees no end of input before the agent says so. */
static long open_input(const struct spec *s, struct streams *streams)
{
    const char *path = *s->standard_in ? s->standard_in : "/dev/null";
    if (*s->standard_in) {
        long result = CALL4(mknodat, AT_CURRENT_DIRECTORY, path, S_IFIFO | 0600, 0);
        if (result < 0 && result != -EEXIST) return result;
        result = streams->hold = (int)CALL4(openat, AT_CURRENT_DIRECTORY, path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW, 0);
        if (result < 0) return result;
    }
    return streams->in = (int)CALL4(openat, AT_CURRENT_DIRECTORY, path, O_RDONLY | O_CLOEXEC, 0);
}

static long open_streams(const struct spec *s, struct streams *streams)
{
    *streams = (struct streams){ 0, 1, 2, -1, -1, { { -1, -1, -1 }, { -1, -1, -1 } } };
    if (s->mode != MODE_RUN) return 0;
    long result = open_input(s, streams);
    if (result < 0) return result;
    if (s->flags & FLAG_TERMINAL) return open_terminal(s, streams);
    if ((result = open_spool(s, s->standard_out, &streams->spools[0], &streams->out)) < 0) return result;
    streams->error = streams->out;
    return same_text(s->standard_out, s->standard_error)
        ? 0
        : open_spool(s, s->standard_error, &streams->spools[1], &streams->error);
}

/* Closes all that is the workload's alone, once it runs. */
static void release_streams(const struct spec *s, struct streams *streams)
{
    for (int fd = 0; fd < CONTROL; fd++) CALL1(close, fd);
    if (s->mode == MODE_EXEC) return;
    CALL1(close, streams->in);
    CALL1(close, streams->out);
    CALL1(close, streams->error);
}

static long copy_terminal(struct streams *streams)
{
    char buffer[2048];
    struct spool *spool = &streams->spools[0];
    long count = CALL3(read, streams->terminal, buffer, sizeof buffer);
    if (count <= 0) return count;
    write_all(spool->file, buffer, (size_t)count);
    if (spool->watcher >= 0) {
        long shown = CALL3(write, spool->watcher, buffer, count);
        if (shown < 0 && shown != -EAGAIN) close_watcher(spool);
    }
    return count;
}
