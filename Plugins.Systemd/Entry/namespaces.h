/* The namespaces that the containers of a pod share, and the one that a container has for itself. */
static long open_namespace(const struct options *o, const char *kind)
{
    char path[64];
    struct text t = { path, 0, sizeof path, 0 };
    put(&t, "/proc/");
    put(&t, o->join);
    put(&t, "/ns/");
    put(&t, kind);
    return CALL4(openat, AT_CURRENT_DIRECTORY, path, O_RDONLY | O_CLOEXEC, 0);
}

/* Whether the process that is joined is still the one that was meant: field 22 of proc_pid_stat(5). */
static int is_same_process(const struct options *o)
{
    char path[64], stat[1024];
    struct text t = { path, 0, sizeof path, 0 };
    put(&t, "/proc/");
    put(&t, o->join);
    put(&t, "/stat");
    long fd = CALL4(openat, AT_CURRENT_DIRECTORY, path, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0) return 0;
    long count = CALL3(read, fd, stat, sizeof stat - 1);
    CALL1(close, fd);
    if (count <= 0) return 0;
    stat[count] = 0;
    char *at = stat + count;
    while (at > stat && *at != ')') at--;
    for (int field = 2; *at && field < 22; at++)
        if (*at == ' ') field++;
    const char *wanted = o->join_start;
    while (*wanted && *at == *wanted) at++, wanted++;
    return *wanted == 0 && *at == ' ';
}

static long write_sysctl(const char *setting)
{
    char path[512];
    struct text t = { path, 0, sizeof path, 0 };
    size_t n = 0;
    put(&t, "/proc/sys/");
    while (setting[n] && setting[n] != '=') n++;
    put_bytes(&t, setting, n);
    return t.cut || !setting[n] ? -EINVAL : write_file(path, setting + n + 1);
}

/* Before /proc/sys is made read-only, and by the namespace's own /proc where there is one. */
static int write_sysctls(const struct options *o, struct failure *f)
{
    for (int i = 0; i < o->sysctl_count; i++) {
        char what[120];
        struct text t = { what, 0, sizeof what, 0 };
        put(&t, "set the sysctl ");
        put(&t, o->sysctls[i]);
        if (fails(f, EXIT_NAMESPACE, what, write_sysctl(o->sysctls[i]))) return -1;
    }
    return 0;
}

/* 1: the process has ended, and o says how to make the pod's namespaces anew. */
static int join_namespaces(const struct options *o, struct failure *f)
{
    static const struct { const char *kind; int flag; } all[] = { { "uts", CLONE_NEWUTS }, { "ipc", CLONE_NEWIPC }, { "pid", CLONE_NEWPID } };
    const int wanted[] = { o->join_uts, o->join_ipc, o->join_pid };
    long open[3] = { -1, -1, -1 };
    for (int i = 0; i < 3; i++)
        if (wanted[i]) open[i] = open_namespace(o, all[i].kind);
    if (!is_same_process(o)) return o->new_uts || o->new_ipc ? 1 : (fails(f, EXIT_NAMESPACE, "find the pod's namespaces", -ESRCH), -1);
    for (int i = 0; i < 3; i++)
        if (wanted[i] && fails(f, EXIT_NAMESPACE, "find the pod's namespaces", open[i])) return -1;
    for (int i = 0; i < 3; i++)
        if (wanted[i] && fails(f, EXIT_NAMESPACE, "enter the pod's namespaces", CALL2(setns, open[i], all[i].flag))) return -1;
    return 0;
}

static int enter_namespaces(const struct options *o, unsigned *flags, struct failure *f)
{
    int make = o->join ? join_namespaces(o, f) : 1;
    if (make < 0) return -1;
    unsigned fresh = CLONE_NEWNS | (make && o->new_uts ? CLONE_NEWUTS : 0) | (make && o->new_ipc ? CLONE_NEWIPC : 0);
    if (fails(f, EXIT_NAMESPACE, "make namespaces", CALL1(unshare, fresh))) return -1;
    if (fails(f, EXIT_NAMESPACE, "keep mounts to itself", CALL5(mount, 0, "/", 0, MS_REC | MS_SLAVE, 0))) return -1;
    if (make && o->new_uts && o->host && fails(f, EXIT_NAMESPACE, "set the host name", CALL2(sethostname, o->host, length_of(o->host)))) return -1;
    if (o->new_pid) *flags |= CLONE_NEWPID;
    return 0;
}
