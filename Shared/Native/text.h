/* Small texts: paths, numbers and the records that the agent reads. A text that does not fit is cut and marked as such. */
struct text { char *at; size_t length, room; int cut; };

static size_t length_of(const char *s)
{
    size_t n = 0;
    while (s[n]) n++;
    return n;
}

static void put_bytes(struct text *t, const char *s, size_t count)
{
    if (t->length + count + 1 > t->room) {
        t->cut = 1;
        return;
    }
    memcpy(t->at + t->length, s, count);
    t->length += count;
    t->at[t->length] = 0;
}

static void put(struct text *t, const char *s) { put_bytes(t, s, length_of(s)); }

static void put_number(struct text *t, uint64_t value)
{
    char digits[20];
    int n = sizeof digits;
    do digits[--n] = (char)('0' + value % 10);
    while (value /= 10);
    put_bytes(t, digits + n, sizeof digits - (size_t)n);
}

static int is_digit(char c) { return c >= '0' && c <= '9'; }

static int same_text(const char *a, const char *b)
{
    while (*a && *a == *b) a++, b++;
    return *a == *b;
}

/* Writes everything or returns the error. */
static long write_all(int fd, const char *data, size_t count)
{
    while (count) {
        long n = CALL3(write, fd, data, count);
        if (n == -EINTR) continue;
        if (n < 0) return n;
        data += n;
        count -= (size_t)n;
    }
    return 0;
}

static long write_file(const char *path, const char *data)
{
    long fd = CALL4(openat, AT_CURRENT_DIRECTORY, path, O_WRONLY | O_CLOEXEC, 0);
    if (fd < 0) return fd;
    long result = write_all((int)fd, data, length_of(data));
    CALL1(close, fd);
    return result;
}
