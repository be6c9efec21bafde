/*
 * What outlives both the agent and the supervisor: lines in a journal that all containers of an agent share, each appended
 * with one write and beginning with the container's token. Shared, because making and deleting files is slow.
 */

/*
 * It is not waited for the disk: only a power failure could lose a line, and then the boot id tells that nothing runs.
 */
static long append_record(const char *journal, const char *token, const char *line, size_t length, const char *label)
{
    struct { const void *at; size_t length; } parts[] = {
        { token, length_of(token) }, { " ", 1 }, { line, length }, { " ", 1 }, { label, length_of(label) }, { "\n", 1 },
    };
    size_t total = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) total += parts[i].length;
    long fd = CALL4(openat, AT_CURRENT_DIRECTORY, journal, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0);
    if (fd < 0) return fd;
    long result = CALL3(writev, fd, parts, sizeof parts / sizeof *parts);
    CALL1(close, fd);
    return result < 0 ? result : (size_t)result == total ? 0 : -ENOSPC;
}

static void put_time(struct text *t, const struct time_value *time)
{
    put_number(t, (uint64_t)time->seconds * 1000000000u + (uint64_t)time->nanoseconds);
}

/* Who the child comes from, as seen from outside of its namespaces. */
struct origin { uint32_t supervisor, uid, gid; struct birth birth; struct limits limits; };

/*
 * "started <supervisor> <start> <main> <start> <boot> <wall clock in ns>" is the answer to the agent and goes to the journal
 * together with the agent's own label.
 */
static long describe_start(struct text *t, const struct spec *s, const struct origin *origin, const struct birth *birth)
{
    struct time_value now;
    put(t, "started ");
    put_number(t, origin->supervisor);
    put(t, " ");
    long result = put_start_time(t, origin->supervisor, &origin->birth);
    put(t, " ");
    uint32_t self = (uint32_t)CALL0(getpid);
    put_number(t, self);
    put(t, " ");
    if (result >= 0) result = put_start_time(t, self, birth);
    put(t, " ");
    put(t, s->boot);
    put(t, " ");
    CALL2(clock_gettime, CLOCK_WALL, &now);
    put_time(t, &now);
    return result < 0 ? result : t->cut ? -ENAMETOOLONG : 0;
}

/* "exited <code> <ns>" or "signaled <number> <ns>" */
static void describe_end(struct text *t, int status, const struct time_value *finished)
{
    int signal = status & 0x7f;
    put(t, signal ? "signaled " : "exited ");
    put_number(t, (uint64_t)(signal ? signal : status >> 8 & 0xff));
    put(t, " ");
    put_time(t, finished);
}

/* "failed <stage> <errno> <index>" */
static void describe_failure(struct text *t, const struct failure *f)
{
    put(t, "failed ");
    put_number(t, (uint64_t)f->stage);
    put(t, " ");
    put_number(t, (uint64_t)f->error);
    put(t, " ");
    put_number(t, f->index);
}
