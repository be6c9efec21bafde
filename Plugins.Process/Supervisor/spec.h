/*
 * What to run, as the agent sends it: a 32-bit length, then little-endian 32-bit numbers and strings (length, bytes, NUL).
 * The order here is the order on the wire; SupervisorSpec in the plugin writes it. Both carry SPEC_VERSION.
 */
#define SPEC_VERSION 1u
#define SPEC_LIMIT (64u << 20)
#define KEEP 0xffffffffu /* leave this identity as it is */

enum mode { MODE_RUN = 0, MODE_EXEC = 1, MODE_PROBE = 2 };

enum flags {
    FLAG_MOUNT_NAMESPACE = 1,
    FLAG_USER_NAMESPACE = 2,
    FLAG_NO_NEW_PRIVILEGES = 4,
    FLAG_SET_GROUPS = 8,
    FLAG_SET_CAPABILITIES = 16,
    FLAG_SET_OOM_SCORE = 32,
    FLAG_TERMINAL = 64,
};

/* Each target's parents exist when its turn comes; no symbolic link is followed in a target. */
enum mount_kind {
    MOUNT_BIND = 1,      /* attach the tree at source to target */
    MOUNT_COVER = 2,     /* cover the directory target with a tmpfs that shows the same entries and takes new ones */
    MOUNT_DIRECTORY = 3, /* create the directory target */
    MOUNT_FILE = 4,      /* create the empty file target */
    MOUNT_READ_ONLY = 5, /* make the mount at target alone read-only */
    MOUNT_ROOT_READ_ONLY = 6, /* make everything read-only but /proc and /dev */
};

enum mount_flags { MOUNT_FLAG_READ_ONLY = 1, MOUNT_FLAG_RECURSIVE = 2 };

struct mount_operation {
    uint32_t kind, flags, mode;
    const char *source, *target;
    int tree; /* the cloned source, while operations run */
};

struct spec {
    uint32_t mode, flags;
    uint32_t uid, gid, umask, oom_score_adjust; /* the last as a signed number */
    uint64_t capabilities;                      /* the bounding set */
    uint32_t target_pid;                        /* exec: the process whose environment to enter */
    const char *target_start;                   /* exec: its start time in clock ticks, as /proc prints it */
    const char *journal, *token, *standard_out, *standard_error, *standard_in, *working_directory, *boot, *label, *search_path;
    uint32_t group_count, argument_count, variable_count, mount_count;
    uint32_t *groups;
    char **arguments, **variables; /* NULL-terminated */
    struct mount_operation *mounts;
};

struct reader { char *at, *end; int bad; };

static uint32_t read_number(struct reader *r)
{
    uint32_t value;
    if (r->end - r->at < 4) {
        r->bad = 1;
        return 0;
    }
    memcpy(&value, r->at, 4);
    r->at += 4;
    return value;
}

static char *read_string(struct reader *r)
{
    uint32_t length = read_number(r);
    char *s = r->at;
    if (r->bad || (uint64_t)(r->end - r->at) < (uint64_t)length + 1 || s[length]) {
        r->bad = 1;
        return "";
    }
    r->at += length + 1;
    return s;
}

/* Takes zeroed, aligned memory from what was mapped behind the spec. */
static void *take(struct reader *memory, uint64_t bytes)
{
    memory->at = (char *)(((uintptr_t)memory->at + 15) & ~(uintptr_t)15);
    if (memory->end < memory->at || (uint64_t)(memory->end - memory->at) < bytes) {
        memory->bad = 1;
        return 0;
    }
    void *block = memory->at;
    memory->at += bytes;
    return block;
}

static char **read_strings(struct reader *r, struct reader *memory, uint32_t *count)
{
    *count = read_number(r);
    char **list = take(memory, ((uint64_t)*count + 1) * sizeof *list);
    for (uint32_t i = 0; list && i < *count && !r->bad; i++) list[i] = read_string(r);
    return list;
}

static int parse_spec(struct spec *s, struct reader *r, struct reader *memory)
{
    if (read_number(r) != SPEC_VERSION) return 0;
    s->mode = read_number(r);
    s->flags = read_number(r);
    s->uid = read_number(r);
    s->gid = read_number(r);
    s->umask = read_number(r);
    s->oom_score_adjust = read_number(r);
    s->capabilities = read_number(r);
    s->capabilities |= (uint64_t)read_number(r) << 32;
    s->target_pid = read_number(r);
    s->target_start = read_string(r);
    s->journal = read_string(r);
    s->token = read_string(r);
    s->standard_out = read_string(r);
    s->standard_error = read_string(r);
    s->standard_in = read_string(r);
    s->working_directory = read_string(r);
    s->boot = read_string(r);
    s->label = read_string(r);
    s->search_path = read_string(r);
    s->group_count = read_number(r);
    s->groups = take(memory, (uint64_t)s->group_count * sizeof *s->groups);
    for (uint32_t i = 0; s->groups && i < s->group_count && !r->bad; i++) s->groups[i] = read_number(r);
    s->arguments = read_strings(r, memory, &s->argument_count);
    s->variables = read_strings(r, memory, &s->variable_count);
    s->mount_count = read_number(r);
    s->mounts = take(memory, (uint64_t)s->mount_count * sizeof *s->mounts);
    for (uint32_t i = 0; s->mounts && i < s->mount_count && !r->bad; i++) {
        struct mount_operation *m = &s->mounts[i];
        m->kind = read_number(r);
        m->flags = read_number(r);
        m->mode = read_number(r);
        m->source = read_string(r);
        m->target = read_string(r);
        m->tree = -1;
    }
    return !r->bad && !memory->bad && r->at == r->end;
}
