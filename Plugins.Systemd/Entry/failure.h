/* What went wrong, in the numbers that systemd.exec(5) lists under "process exit codes". */
#define EXIT_CHDIR 200
#define EXIT_EXEC 203
#define EXIT_STDOUT 209
#define EXIT_GROUP 216
#define EXIT_USER 217
#define EXIT_CAPABILITIES 218
#define EXIT_NAMESPACE 226
#define EXIT_NO_NEW_PRIVILEGES 227
#define EXIT_SECCOMP 228
#define EXIT_APPARMOR 231

struct failure { int status, error; char what[120]; };

/* Whether the result is an error; then it is remembered. */
static int fails(struct failure *f, int status, const char *what, long result)
{
    if (result >= 0) return 0;
    f->status = status;
    f->error = (int)-result;
    struct text t = { f->what, 0, sizeof f->what, 0 };
    put(&t, what);
    return 1;
}

static void report_to_user(const struct failure *f)
{
    char message[256];
    struct text t = { message, 0, sizeof message, 0 };
    put(&t, "cannot ");
    put(&t, f->what);
    put(&t, ": error ");
    put_number(&t, (uint64_t)f->error);
    put(&t, "\n");
    write_all(2, message, t.length);
}
