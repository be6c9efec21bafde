/* The options, each one argument: a name, or name=value. The variables of the container are ENTRY_<number>=NAME=value. */
#define MOST_GROUPS 1024
#define MOST_SYSCTLS 64
#define MOST_MOUNTS 128

struct private_mount { const char *target; int alone; };
struct shared_mount { const char *source, *target; int read_only; };

struct options {
    int run, pause, proc, mask, no_new_privileges;
    int new_pid;
    const char *uts, *ipc, *seccomp, *apparmor, *notify, *join, *join_start, *journal, *identifier;
    const char *sysctls[MOST_SYSCTLS];
    int sysctl_count;
    struct private_mount private_mounts[MOST_MOUNTS];
    struct shared_mount shared_mounts[MOST_MOUNTS];
    int private_count, shared_count;
    int set_user;
    uint32_t uid, gid, groups[MOST_GROUPS];
    int group_count;
    int set_bounding;
    uint64_t bounding;
    char **arguments, **environment;
};

static const char *value_of(const char *argument, const char *name)
{
    while (*name && *argument == *name) argument++, name++;
    return *name == 0 && *argument == '=' ? argument + 1 : 0;
}

static uint64_t number_of(const char **text)
{
    uint64_t value = 0;
    while (is_digit(**text)) value = value * 10 + (uint64_t)(*(*text)++ - '0');
    return value;
}

static int read_groups(struct options *o, const char *text)
{
    o->group_count = 0;
    while (*text) {
        if (o->group_count == MOST_GROUPS || !is_digit(*text)) return -EINVAL;
        o->groups[o->group_count++] = (uint32_t)number_of(&text);
        if (*text == ',') text++;
    }
    return 0;
}

/* share=SOURCE and at=TARGET, or at-read-only=TARGET, follow one another. */
static int read_mount(struct options *o, const char *argument)
{
    const char *value;
    struct shared_mount *shared = &o->shared_mounts[o->shared_count];
    if ((value = value_of(argument, "private")) || (value = value_of(argument, "private-alone"))) {
        if (o->private_count == MOST_MOUNTS) return -EINVAL;
        o->private_mounts[o->private_count].alone = argument[7] == '-';
        o->private_mounts[o->private_count++].target = value;
    } else if ((value = value_of(argument, "share"))) {
        if (o->shared_count == MOST_MOUNTS) return -EINVAL;
        shared->source = value;
    } else if ((value = value_of(argument, "at")) || (value = value_of(argument, "at-read-only"))) {
        if (o->shared_count == MOST_MOUNTS || !shared->source) return -EINVAL;
        shared->read_only = argument[2] == '-';
        shared->target = value;
        o->shared_count++;
    } else {
        return 0;
    }
    return 1;
}

static int read_option(struct options *o, const char *argument)
{
    static const struct { const char *name; size_t at; } flags[] = {
        { "run", offsetof(struct options, run) }, { "pause", offsetof(struct options, pause) },
        { "proc", offsetof(struct options, proc) }, { "mask", offsetof(struct options, mask) },
        { "no-new-privileges", offsetof(struct options, no_new_privileges) },
        { "new-pid", offsetof(struct options, new_pid) },
    };
    static const struct { const char *name; size_t at; } texts[] = {
        { "uts", offsetof(struct options, uts) }, { "ipc", offsetof(struct options, ipc) }, { "seccomp", offsetof(struct options, seccomp) },
        { "apparmor", offsetof(struct options, apparmor) }, { "join", offsetof(struct options, join) },
        { "join-start", offsetof(struct options, join_start) }, { "journal", offsetof(struct options, journal) },
        { "identifier", offsetof(struct options, identifier) },
    };
    const char *value;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (same_text(argument, flags[i].name)) return *(int *)((char *)o + flags[i].at) = 1, 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if ((value = value_of(argument, texts[i].name))) return *(const char **)((char *)o + texts[i].at) = value, 0;
    if ((value = value_of(argument, "groups"))) return read_groups(o, value);
    int mount = read_mount(o, argument);
    if (mount) return mount < 0 ? mount : 0;
    if ((value = value_of(argument, "sysctl"))) {
        if (o->sysctl_count == MOST_SYSCTLS) return -EINVAL;
        o->sysctls[o->sysctl_count++] = value;
    } else if ((value = value_of(argument, "uid"))) {
        o->set_user = 1;
        o->uid = (uint32_t)number_of(&value);
    } else if ((value = value_of(argument, "gid"))) {
        o->gid = (uint32_t)number_of(&value);
    } else if ((value = value_of(argument, "bounding"))) {
        o->set_bounding = 1;
        o->bounding = number_of(&value);
    } else {
        return -EINVAL;
    }
    return 0;
}

static int read_options(struct options *o, char **arguments, char **environment)
{
    int i = 1;
    for (; arguments[i] && !same_text(arguments[i], "--"); i++)
        if (read_option(o, arguments[i])) return -EINVAL;
    if (o->journal && !o->identifier) return -EINVAL;
    if (!arguments[i] || (!o->pause && !arguments[i + 1])) return -EINVAL;
    o->environment = environment;
    o->arguments = arguments + i + 1;
    if (!o->run) return 0;

    /* systemd takes variables of few names from a file, and adds its own: the container's own are wrapped. */
    char **to = environment;
    for (char **from = environment; *from; from++) {
        const char *value = value_of(*from, "NOTIFY_SOCKET"), *name = *from;
        static const char prefix[] = "ENTRY_";
        size_t n = 0;
        while (prefix[n] && name[n] == prefix[n]) n++;
        if (value) o->notify = value;
        if (prefix[n]) continue;
        while (is_digit(name[n])) n++;
        if (name[n] == '=') *to++ = *from + n + 1;
    }
    *to = 0;
    return 0;
}
