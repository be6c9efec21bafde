/* Who the program is, and what it may do: in the order in which each step still has the rights that it needs. */
#define MOST_INSTRUCTIONS 4096
#define KEEP_CAPABILITIES 8 /* PR_SET_KEEPCAPS */

static long read_filter(const char *path, struct sock_filter *at, unsigned short *count)
{
    long fd = CALL4(openat, AT_CURRENT_DIRECTORY, path, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0) return fd;
    size_t length = 0, room = MOST_INSTRUCTIONS * sizeof *at;
    long n;
    while (length < room && (n = CALL3(read, fd, (char *)at + length, room - length)) > 0) length += (size_t)n;
    CALL1(close, fd);
    *count = (unsigned short)(length / sizeof *at);
    return *count ? 0 : -EINVAL;
}

static long drop_bounding(uint64_t keep)
{
    for (int i = 0; i < 64; i++) {
        if (keep >> i & 1) continue;
        long result = CALL5(prctl, PR_CAPBSET_DROP, i, 0, 0, 0);
        if (result == -EINVAL) return 0; /* beyond the kernel's last one */
        if (result < 0) return result;
    }
    return 0;
}

/* Inherits nothing; all that is permitted is effective again, which a change of the user took away. */
static long settle_capabilities(void)
{
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct data[2] = { 0 };
    long result = CALL2(capget, &header, data);
    if (result < 0) return result;
    for (int i = 0; i < 2; i++) {
        data[i].effective = data[i].permitted;
        data[i].inheritable = 0;
    }
    return CALL2(capset, &header, data);
}

static int take_identity(const struct options *o, struct failure *f)
{
    static struct sock_filter instructions[MOST_INSTRUCTIONS];
    struct sock_fprog filter = { 0, instructions };
    if (o->seccomp && fails(f, EXIT_SECCOMP, "read the seccomp filter", read_filter(o->seccomp, instructions, &filter.len))) return -1;
    if (o->apparmor) {
        char text[300];
        struct text t = { text, 0, sizeof text, 0 };
        put(&t, "exec ");
        put(&t, o->apparmor);
        if (fails(f, EXIT_APPARMOR, "take on the AppArmor profile", t.cut ? -EINVAL : write_file("/proc/self/attr/apparmor/exec", text))) return -1;
    }
    if (o->set_bounding && fails(f, EXIT_CAPABILITIES, "drop capabilities", drop_bounding(o->bounding))) return -1;
    if (o->set_user) {
        if (fails(f, EXIT_CAPABILITIES, "keep capabilities", CALL5(prctl, KEEP_CAPABILITIES, 1, 0, 0, 0))) return -1;
        if (fails(f, EXIT_GROUP, "take on the groups", CALL2(setgroups, o->group_count, o->groups))) return -1;
        if (fails(f, EXIT_GROUP, "take on the group", CALL3(setresgid, o->gid, o->gid, o->gid))) return -1;
        if (fails(f, EXIT_USER, "take on the user", CALL3(setresuid, o->uid, o->uid, o->uid))) return -1;
    }
    if (fails(f, EXIT_CAPABILITIES, "settle the capabilities", settle_capabilities())) return -1;
    if (o->no_new_privileges && fails(f, EXIT_NO_NEW_PRIVILEGES, "give up new privileges", CALL5(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))) return -1;
    /* Last: what comes before need not be in the profile. */
    if (o->seccomp && fails(f, EXIT_SECCOMP, "install the seccomp filter", CALL5(prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0))) return -1;
    return 0;
}
