/* The namespaces that the containers of a pod share, and the one that a container has for itself. */
static long enter_namespace(const char *path, int kind)
{
    long fd = CALL4(openat, AT_CURRENT_DIRECTORY, path, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0) return fd;
    long result = CALL2(setns, fd, kind);
    CALL1(close, fd);
    return result;
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

/* Its number may be another process's by now, which shows once its namespace is entered: then nothing of this one runs. */
static int join_processes(const struct options *o, struct failure *f)
{
    char path[64];
    struct text t = { path, 0, sizeof path, 0 };
    put(&t, "/proc/");
    put(&t, o->join);
    put(&t, "/ns/pid");
    if (fails(f, EXIT_NAMESPACE, "enter the pod's process namespace", enter_namespace(path, CLONE_NEWPID))) return -1;
    return is_same_process(o) ? 0 : (fails(f, EXIT_NAMESPACE, "find the pod's process namespace", -ESRCH), -1);
}

static int enter_namespaces(const struct options *o, unsigned *flags, struct failure *f)
{
    if (o->uts && fails(f, EXIT_NAMESPACE, "enter the pod's host name namespace", enter_namespace(o->uts, CLONE_NEWUTS))) return -1;
    if (o->ipc && fails(f, EXIT_NAMESPACE, "enter the pod's IPC namespace", enter_namespace(o->ipc, CLONE_NEWIPC))) return -1;
    if (o->join && join_processes(o, f) < 0) return -1;
    if (fails(f, EXIT_NAMESPACE, "make namespaces", CALL1(unshare, CLONE_NEWNS))) return -1;
    if (fails(f, EXIT_NAMESPACE, "keep mounts to itself", CALL5(mount, 0, "/", 0, MS_REC | MS_SLAVE, 0))) return -1;
    if (set_propagation(o, f) < 0) return -1;
    if (o->new_pid) *flags |= CLONE_NEWPID;
    return 0;
}
