/* What outlives both the agent and the supervisor: the container's record, and beside it, named .exit, how it ended. */
struct record { char running[256]; size_t length; };

/*
 * One small write to a new file, ended by a line feed: complete, or recognised as torn. It is not waited for the disk: only a
 * power failure could lose it, and then the boot id tells that nothing runs. The write is begun, so that little is at risk.
 */
static long write_record(const char *path, const char *end, const char *data, size_t length, const char *more, int flags)
{
    char full[4096];
    struct text t = { full, 0, sizeof full, 0 };
    struct { const void *at; size_t length; } parts[2] = { { data, length }, { more, length_of(more) } };
    put(&t, path);
    put(&t, end);
    if (t.cut) return -ENAMETOOLONG;
    long fd = CALL4(openat, AT_CURRENT_DIRECTORY, full, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
    if (fd < 0) return fd;
    long result = CALL3(writev, fd, parts, 2);
    if (result >= 0 && (size_t)result != length + parts[1].length) result = -ENOSPC;
    if (result >= 0 && flags & O_TRUNC) CALL4(sync_file_range, fd, 0, 0, 2 /* SYNC_FILE_RANGE_WRITE */);
    CALL1(close, fd);
    return result < 0 ? result : 0;
}

static void put_time(struct text *t, const struct time_value *time)
{
    put_number(t, (uint64_t)time->seconds * 1000000000u + (uint64_t)time->nanoseconds);
    put(t, "\n");
}

/*
 * "started <supervisor> <start> <main> <start> <boot> <wall clock in ns>" is the answer to the agent and the first line of
 * the record. What follows there is the agent's own label, as it came.
 */
static long describe_start(struct record *record, const struct spec *s, uint32_t self, uint32_t child)
{
    struct time_value now;
    struct text t = { record->running, 0, sizeof record->running, 0 };
    put(&t, "started ");
    put_number(&t, self);
    put(&t, " ");
    long result = start_time_of(self, &t);
    put(&t, " ");
    put_number(&t, child);
    put(&t, " ");
    if (result >= 0) result = start_time_of(child, &t);
    put(&t, " ");
    put(&t, s->boot);
    put(&t, " ");
    CALL2(clock_gettime, CLOCK_WALL, &now);
    put_time(&t, &now);
    record->length = t.length;
    return result < 0 ? result : t.cut ? -ENAMETOOLONG : 0;
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

/* "failed <stage> <errno> <index> <ns>", so that an agent that died meanwhile still learns why. */
static void record_failure(const char *path, const struct failure *f)
{
    char line[96];
    struct time_value now;
    struct text t = { line, 0, sizeof line, 0 };
    put(&t, "failed ");
    put_number(&t, (uint64_t)f->stage);
    put(&t, " ");
    put_number(&t, (uint64_t)f->error);
    put(&t, " ");
    put_number(&t, f->index);
    put(&t, " ");
    CALL2(clock_gettime, CLOCK_WALL, &now);
    put_time(&t, &now);
    write_record(path, ".exit", line, t.length, "", O_TRUNC);
}
