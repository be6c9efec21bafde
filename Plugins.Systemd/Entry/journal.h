/* Output as streams of the journal (systemd-journald.service(8), transport "stdout"). They belong to the process that connects, which has to be
 * the one that lasts: by its control group the journal knows the unit, and with it the fields by which the lines are found again. */
#define SOCKET_STREAM 1
#define SHUT_READING 0
#define SOCKET_LEVEL 1
#define FORCE_SEND_BUFFER 32 /* SO_SNDBUFFORCE */
#define SEND_BUFFER (8 << 20)
#define PRIORITY_ERROR 3
#define PRIORITY_INFORMATION 6

static long open_journal(const struct options *o, int priority, int stream)
{
    /* The machine's, wherever this process has its root. */
    struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "/proc/1/root/run/systemd/journal/stdout" };
    char header[512];
    struct text t = { header, 0, sizeof header, 0 };
    int size = SEND_BUFFER;
    put(&t, o->identifier);
    put(&t, "\n");
    put(&t, o->journal);
    put(&t, "\n");
    put_number(&t, (uint64_t)priority);
    put(&t, "\n0\n0\n0\n0\n"); /* no prefixes of lines, and nowhere else */
    if (t.cut) return -EINVAL;
    long fd = CALL3(socket, AF_UNIX, SOCKET_STREAM | O_CLOEXEC, 0);
    if (fd < 0) return fd;
    long result = CALL3(connect, fd, &address, sizeof address);
    if (result >= 0) result = CALL2(shutdown, fd, SHUT_READING);
    if (result >= 0) {
        CALL5(setsockopt, fd, SOCKET_LEVEL, FORCE_SEND_BUFFER, &size, sizeof size); /* else it waits a little more often */
        result = write_all((int)fd, header, t.length);
    }
    if (result >= 0) result = CALL3(dup3, fd, stream, 0);
    CALL1(close, fd);
    return result;
}

static int open_streams(const struct options *o, struct failure *f)
{
    if (!o->journal) return 0;
    if (fails(f, EXIT_STDOUT, "open standard output in the journal", open_journal(o, PRIORITY_INFORMATION, 1))) return -1;
    return fails(f, EXIT_STDOUT, "open standard error in the journal", open_journal(o, PRIORITY_ERROR, 2)) ? -1 : 0;
}
