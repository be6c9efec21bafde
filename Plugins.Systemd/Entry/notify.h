/* sd_notify(3), the protocol without the library. */
/* Less than a start may take by default (systemd-system.conf(5), DefaultTimeoutStartSec: 90 s). */
#define BARRIER_SECONDS 60
#define AF_UNIX 1

struct message { void *name; uint32_t name_length; struct { const void *at; size_t length; } *parts; size_t part_count; void *control; size_t control_length; int flags; };
struct control { size_t length; int level, type, fd; };

static long connect_notify(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    if (!path || length_of(path) >= sizeof address.sun_path) return -EINVAL;
    memcpy(address.sun_path, path, length_of(path));
    if (*path == '@') address.sun_path[0] = 0;
    long fd = CALL3(socket, AF_UNIX, 2 | O_CLOEXEC /* SOCK_DGRAM | SOCK_CLOEXEC */, 0);
    if (fd < 0) return fd;
    long result = CALL3(connect, fd, &address, offsetof(struct sockaddr_un, sun_path) + length_of(path));
    return result < 0 ? result : fd;
}

/* Waits until systemd has taken in what it was told. */
static void wait_for_systemd(int notify)
{
    int barrier[2];
    if (CALL2(pipe2, barrier, O_CLOEXEC) < 0) return;
    static const char word[] = "BARRIER=1";
    struct { const void *at; size_t length; } part = { word, sizeof word - 1 };
    struct control control = { offsetof(struct control, fd) + sizeof(int), 1 /* SOL_SOCKET */, 1 /* SCM_RIGHTS */, barrier[1] };
    struct message m = { 0, 0, (void *)&part, 1, &control, sizeof control, 0 };
    long sent = CALL3(sendmsg, notify, &m, 0);
    CALL1(close, barrier[1]);
    struct poll_entry entry = { barrier[0], 0, 0 };
    struct time_value patience = { BARRIER_SECONDS, 0 };
    if (sent >= 0) CALL5(ppoll, &entry, 1, &patience, 0, SIGSET_BYTES);
    CALL1(close, barrier[0]);
}

/* systemd tells whose word it is by the process that sent it, which therefore stays until it is taken in. */
static void tell(int notify, const char *text)
{
    write_all(notify, text, length_of(text));
    wait_for_systemd(notify);
}

/* Taken in before the process can have ended: it would be refused then. */
static void tell_main_process(int notify, long pid)
{
    char buffer[64];
    struct text t = { buffer, 0, sizeof buffer, 0 };
    put(&t, "MAINPID=");
    put_number(&t, (uint64_t)pid);
    tell(notify, buffer);
}

static void tell_failure(int notify, const struct failure *f)
{
    char buffer[256];
    struct text t = { buffer, 0, sizeof buffer, 0 };
    put(&t, "STATUS=");
    put_number(&t, (uint64_t)f->error);
    put(&t, " ");
    put(&t, f->what);
    tell(notify, buffer);
}
