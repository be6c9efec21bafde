/*
 * The launcher: one per agent. It makes supervisors by forking itself, which costs the same however large the agent is and
 * however many files the agent has open; an agent that forks pays for all of them, for every container.
 *
 * A request is a message with the supervisor's token and its descriptors: its socket and, for an exec, the three streams.
 * The answer comes from the supervisor, by that socket. The launcher ends with the agent, the supervisors do not.
 */
#define LAUNCH_DESCRIPTORS 4 /* socket, standard input, output, error */
#define RIGHTS 1             /* SCM_RIGHTS */
#define CLOSE_ON_EXEC 0x40000000 /* MSG_CMSG_CLOEXEC */

struct part { void *at; size_t length; };
struct message { void *name; int name_length; struct part *parts; size_t part_count; void *control; size_t control_length; unsigned flags; };
struct control { size_t length; int level, type; int descriptors[LAUNCH_DESCRIPTORS]; };

/* What ps shows of a process: the memory in which the kernel left the arguments. */
struct title { char *at, *end; };

static struct title title_of(long *stack)
{
    char **arguments = (char **)(stack + 1), *last = arguments[stack[0] - 1];
    return (struct title){ arguments[0], last + length_of(last) };
}

#define RIGHTS_PREFIX 12 /* "with rights " */

/* "with rights <16 hexadecimal digits>" names the capabilities of all that this launcher makes; else each spec says its own. */
static struct limits limits_of(long *stack)
{
    struct limits limits = { 0, 0 };
    const char *purpose = ((char **)(stack + 1))[1];
    if (*purpose != 'w') return limits;
    for (const char *c = purpose + RIGHTS_PREFIX; *c; c++)
        limits.capabilities = limits.capabilities << 4 | (uint64_t)(is_digit(*c) ? *c - '0' : *c - 'a' + 10);
    limits.set = limit_capabilities(limits.capabilities) >= 0; /* else each container says why it cannot be limited */
    return limits;
}

static void show_title(struct title title, const char *program, const char *token)
{
    const char *parts[] = { program, token };
    for (int i = 0; i < 2 && title.at < title.end; i++) {
        for (const char *c = parts[i]; *c && title.at < title.end; c++) *title.at++ = *c;
        if (title.at < title.end) *title.at++ = 0;
    }
    while (title.at < title.end) *title.at++ = 0;
}

/*
 * Becomes what runs one container: only its own descriptors, at their places. It stays in the launcher's session, which has no
 * terminal: a session of its own would cost a scheduling group, and it has one for its container already.
 */
static void become_supervisor(const int *descriptors, int count, struct title title, const char *token, struct birth birth, struct limits limits)
{
    birth.after = ticks_since_boot();
    for (int i = 0; i < count; i++) CALL3(dup3, descriptors[i], i == 0 ? CONTROL : i - 1, 0);
    for (int i = count == 1 ? 0 : CONTROL; i < CONTROL; i++) CALL3(dup3, CONTROL, i, 0);
    CALL3(close_range, CONTROL + 1, ~0u, 0);
    show_title(title, "reeve-supervisor", token);
    supervise(birth, limits);
}

static void refuse(int socket, long error)
{
    char line[64];
    struct text t = { line, 0, sizeof line, 0 };
    describe_failure(&t, &(struct failure){ STAGE_FORK, (int32_t)-error, 0, 0 });
    put(&t, "\n");
    CALL3(write, socket, line, t.length);
}

/* Returns once the agent has closed its end, or died. */
static void launch(struct title title, struct limits limits)
{
    for (;;) {
        char token[64];
        struct control control;
        struct part part = { token, sizeof token - 1 };
        struct message message = { 0, 0, &part, 1, &control, sizeof control, 0 };
        long length = CALL3(recvmsg, CONTROL, &message, CLOSE_ON_EXEC);
        if (length == -EINTR) continue;
        if (length <= 0) return;
        token[length] = 0;
        int count = message.control_length >= sizeof control - sizeof control.descriptors && control.type == RIGHTS
            ? (int)((control.length - (sizeof control - sizeof control.descriptors)) / sizeof(int))
            : 0;
        struct birth birth = { ticks_since_boot(), 0 };
        long child = count == 1 || count == LAUNCH_DESCRIPTORS ? call_inline(__NR_clone, SIGCHLD, 0, 0, 0, 0, 0) : -EINVAL;
        if (child == 0) become_supervisor(control.descriptors, count, title, token, birth, limits);
        if (child < 0 && count > 0) refuse(control.descriptors[0], child);
        for (int i = 0; i < count; i++) CALL1(close, control.descriptors[i]);
    }
}
