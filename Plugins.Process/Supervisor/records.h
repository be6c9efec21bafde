/* What outlives both the agent and the supervisor: the files `running` and `exit` in the container's directory. */
struct record { char running[256]; size_t length; };

/* Complete or absent, whatever is killed when: written aside, then renamed. */
static long write_record(const char *directory, const char *name, const char *data, size_t length, const char *more, int sync)
{
    char temporary[4096], final[4096];
    struct text from = { temporary, 0, sizeof temporary, 0 }, to = { final, 0, sizeof final, 0 };
    put(&to, directory);
    put(&to, "/");
    put(&to, name);
    put(&from, final);
    put(&from, ".new");
    if (from.cut) return -ENAMETOOLONG;
    long fd = CALL4(openat, AT_CURRENT_DIRECTORY, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return fd;
    long result = write_all((int)fd, data, length);
    if (result >= 0) result = write_all((int)fd, more, length_of(more));
    if (result >= 0 && sync) result = CALL1(fsync, fd);
    CALL1(close, fd);
    return result < 0 ? result : CALL5(renameat2, AT_CURRENT_DIRECTORY, temporary, AT_CURRENT_DIRECTORY, final, 0);
}

static void put_time(struct text *t, const struct time_value *time)
{
    put_number(t, (uint64_t)time->seconds * 1000000000u + (uint64_t)time->nanoseconds);
    put(t, "\n");
}

/*
 * "started <supervisor> <start> <main> <start> <boot> <wall clock in ns>" is the answer to the agent and the first line of
 * `running`. What follows there is the agent's own label, as it came.
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
static void record_failure(const char *directory, const struct failure *f)
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
    write_record(directory, "exit", line, t.length, "", 0);
}
