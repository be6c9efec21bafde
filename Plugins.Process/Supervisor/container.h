/*
 * The child's way to the workload: namespaces, mounts, identity, working directory, record, exec. It shares the memory of
 * the supervisor, which stands still until the exec (vfork), so a failure is simply left where the supervisor looks.
 */
enum stage {
    STAGE_SPEC = 1, STAGE_STREAMS, STAGE_FORK, STAGE_RECORD, STAGE_SESSION, STAGE_NAMESPACE, STAGE_MOUNT,
    STAGE_IDENTITY, STAGE_WORKING_DIRECTORY, STAGE_EXEC,
};

struct failure { int32_t stage, error; uint32_t index; int recorded; };

/* A pipe that the workload writes to, the spool file it is moved to, and a FIFO of somebody who is attached, or -1. */
struct spool { int pipe, file, watcher; };

/*
 * What the workload gets, and what stays with the supervisor: the held end of its input, the other side of its terminal or
 * of its output.
 */
struct streams { int in, out, error, hold, terminal; struct spool spools[2]; };

static long map_identity(const char *path, uint32_t id)
{
    char line[40];
    struct text t = { line, 0, sizeof line, 0 };
    put_number(&t, id);
    put(&t, " ");
    put_number(&t, id);
    put(&t, " 1\n");
    return write_file(path, line);
}

/* Namespaces that clone made; without privilege there is a user namespace, which is to know its own user and group only. */
static long settle_in_new_namespaces(const struct spec *s, uint32_t uid, uint32_t gid)
{
    long result = 0;
    if (s->flags & FLAG_USER_NAMESPACE) {
        write_file("/proc/self/setgroups", "deny"); /* absent where it is not needed */
        result = map_identity("/proc/self/uid_map", uid);
        if (result >= 0) result = map_identity("/proc/self/gid_map", gid);
    }
    return result < 0 ? result : CALL5(mount, "none", "/", 0, MS_REC | MS_PRIVATE, 0);
}

static long start_time_of(uint32_t pid, struct text *start)
{
    char path[32], stat[512];
    struct text t = { path, 0, sizeof path, 0 };
    put(&t, "/proc/");
    put_number(&t, pid);
    put(&t, "/stat");
    long fd = CALL4(openat, AT_CURRENT_DIRECTORY, path, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0) return fd;
    long length = CALL3(read, fd, stat, sizeof stat);
    CALL1(close, fd);
    /* Field 22, counted from behind the command name, which may hold anything, ")" included. */
    long at = length - 1;
    while (at >= 0 && stat[at] != ')') at--;
    for (int field = 2; at >= 0 && at < length && field < 22; at++) field += stat[at] == ' ';
    long from = at;
    while (at >= 0 && at < length && is_digit(stat[at])) at++;
    if (at <= from) return -ESRCH;
    put_bytes(start, stat + from, (size_t)(at - from));
    return 0;
}

/* Clock ticks since boot, as the kernel counts them for the start of a process. */
static uint64_t ticks_since_boot(void)
{
    struct time_value now;
    CALL2(clock_gettime, CLOCK_SINCE_BOOT, &now);
    return (uint64_t)now.seconds * TICKS_PER_SECOND + (uint64_t)now.nanoseconds / (1000000000u / TICKS_PER_SECOND);
}

/* Two looks at the clock that a process was made between: nearly always they tell its start, which is costly to read. */
struct birth { uint64_t before, after; };

static long put_start_time(struct text *t, uint32_t pid, const struct birth *birth)
{
    if (birth->before != birth->after) return start_time_of(pid, t);
    put_number(t, birth->before);
    return 0;
}

/* Joins the namespaces of a running container. The descriptor pins the process while its start time is compared. */
static long enter_existing_namespaces(const struct spec *s)
{
    char buffer[24] = { 0 };
    struct text start = { buffer, 0, sizeof buffer, 0 };
    long target = CALL2(pidfd_open, s->target_pid, 0);
    if (target < 0) return target;
    long result = start_time_of(s->target_pid, &start);
    if (result >= 0 && !same_text(buffer, s->target_start)) result = -ESRCH;
    uint32_t namespaces = (s->flags & FLAG_MOUNT_NAMESPACE ? CLONE_NEWNS : 0) | (s->flags & FLAG_USER_NAMESPACE ? CLONE_NEWUSER : 0);
    if (result >= 0 && namespaces) result = CALL2(setns, target, namespaces);
    CALL1(close, target);
    return result;
}

static long limit_capabilities(uint64_t keep)
{
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct data[2];
    for (int capability = 0; capability < 64; capability++) {
        if (keep >> capability & 1) continue;
        long result = CALL5(prctl, PR_CAPBSET_DROP, capability, 0, 0, 0);
        if (result == -EINVAL) break; /* the kernel's last capability */
        if (result < 0) return result;
    }
    long result = CALL5(prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    if (result >= 0) result = CALL2(capget, &header, data);
    data[0].inheritable = data[1].inheritable = 0;
    return result < 0 ? result : CALL2(capset, &header, data);
}

/* What the launcher has limited its own capabilities to, once for all that it forks: to do so takes a call for each of them. */
struct limits { int set; uint64_t capabilities; };

static long take_identity(const struct spec *s, const struct limits *limits)
{
    long result = 0;
    if (s->flags & FLAG_SET_GROUPS) result = CALL2(setgroups, s->group_count, s->groups);
    if (result >= 0 && s->gid != KEEP) result = CALL3(setresgid, s->gid, s->gid, s->gid);
    if (result >= 0 && s->flags & FLAG_SET_CAPABILITIES) {
        if (!limits->set) result = limit_capabilities(s->capabilities);
        else if (s->capabilities != limits->capabilities) result = -EPERM; /* the wrong launcher: what is dropped does not come back */
    }
    if (result >= 0 && s->uid != KEEP) result = CALL3(setresuid, s->uid, s->uid, s->uid);
    return result;
}

/* The system call that execvp(3) would make for each directory, without its fallback to a shell. */
static long execute(const struct spec *s)
{
    const char *program = s->arguments[0];
    for (const char *c = program; *c; c++)
        if (*c == '/') return CALL3(execve, program, s->arguments, s->variables);
    long result = -ENOENT;
    for (const char *from = s->search_path; *program && *from;) {
        char path[4096];
        struct text t = { path, 0, sizeof path, 0 };
        const char *to = from;
        while (*to && *to != ':') to++;
        put_bytes(&t, from, (size_t)(to - from));
        put(&t, from == to ? "./" : "/");
        put(&t, program);
        from = *to ? to + 1 : to;
        if (t.cut) continue;
        long error = CALL3(execve, path, s->arguments, s->variables);
        if (error != -ENOENT && error != -ENOTDIR && error != -EACCES) return error;
        if (error == -EACCES) result = error; /* found, but not permitted: worth more than not found, as in execvp(3) */
    }
    return result;
}
