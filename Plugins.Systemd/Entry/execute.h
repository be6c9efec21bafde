/* Looks for the program along PATH, as execvp(3), with the eyes of the container. Returns only if there is none to execute. */
static void execute(const struct options *o, struct failure *f)
{
    static const char *path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    long result = -ENOENT;
    const char *program = o->arguments[0];
    int has_slash = 0;
    for (const char *at = program; *at; at++) has_slash |= *at == '/';
    if (has_slash || !*program) {
        if (*program) result = CALL3(execve, program, o->arguments, o->environment);
    } else {
        for (char **variable = o->environment; *variable; variable++) {
            const char *value = value_of(*variable, "PATH");
            if (value) path = value;
        }
        long denied = 0;
        for (const char *at = path; ; at++) {
            char candidate[4096];
            struct text t = { candidate, 0, sizeof candidate, 0 };
            size_t length = 0;
            while (at[length] && at[length] != ':') length++;
            put_bytes(&t, at, length);
            if (length) put(&t, "/");
            put(&t, program);
            if (!t.cut) result = CALL3(execve, candidate, o->arguments, o->environment);
            if (result == -EACCES) denied = result;
            else if (result != -ENOENT && result != -ENOTDIR) break;
            at += length;
            if (!*at) break;
        }
        if (denied && (result == -ENOENT || result == -ENOTDIR)) result = denied;
    }
    fails(f, EXIT_EXEC, "execute the program", result);
}
