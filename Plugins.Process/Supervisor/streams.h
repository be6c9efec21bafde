/* Where the workload's three streams lead: spool files, a FIFO, a terminal of its own, or what `exec` brought along. */
#define PENDING 1024

static long open_spool(const struct spec *s, const char *path)
{
    long fd = CALL4(openat, AT_CURRENT_DIRECTORY, path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0);
    /* So that a workload under another user can open /dev/stdout. */
    if (fd >= 0 && s->uid != KEEP) CALL3(fchown, fd, s->uid, s->gid);
    return fd;
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
    streams->in = streams->error = (int)slave; /* `out` stays the spool, which we write ourselves */
    return 0;
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
    *streams = (struct streams){ 0, 1, 2, -1, -1 };
    if (s->mode != MODE_RUN) return 0;
    long result = open_input(s, streams);
    if (result < 0) return result;
    if ((result = streams->out = (int)open_spool(s, s->standard_out)) < 0) return result;
    if (s->flags & FLAG_TERMINAL) return open_terminal(s, streams);
    streams->error = same_text(s->standard_out, s->standard_error) ? streams->out : (int)open_spool(s, s->standard_error);
    return streams->error;
}

/* Closes all that is the workload's alone, once it runs. */
static void release_streams(const struct spec *s, struct streams *streams)
{
    for (int fd = 0; fd < CONTROL; fd++) CALL1(close, fd);
    if (s->mode == MODE_EXEC) return;
    CALL1(close, CONTROL);
    CALL1(close, streams->in);
    CALL1(close, streams->error);
    if (streams->terminal < 0) CALL1(close, streams->out);
}

static long copy_terminal(const struct streams *streams)
{
    char buffer[2048];
    long count = CALL3(read, streams->terminal, buffer, sizeof buffer);
    if (count > 0) write_all(streams->out, buffer, (size_t)count);
    return count;
}
