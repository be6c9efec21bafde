/*
 * The container's view of the file system, built in its own mount namespace with descriptors instead of paths wherever
 * possible: a source is opened once, before anything covers it, and a target is reached without following links, so that
 * nothing a workload does meanwhile can redirect a mount. Needs Linux 5.12 (mount_setattr).
 */
#define COVER_ENTRIES 8192

static long open_without_links(const char *path, uint64_t flags)
{
    struct open_how how = { .flags = flags | O_CLOEXEC, .resolve = RESOLVE_NO_SYMLINKS };
    return CALL4(openat2, AT_CURRENT_DIRECTORY, path, &how, sizeof how);
}

static long clone_tree(int directory, const char *name, unsigned flags)
{
    return CALL3(open_tree, directory, name, OPEN_TREE_CLONE | O_CLOEXEC | AT_RECURSIVE | AT_NO_AUTOMOUNT | flags);
}

static long attach(int tree, int target)
{
    return CALL5(move_mount, tree, "", target, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);
}

static long set_read_only(int mount, unsigned flags)
{
    struct mount_attributes attributes = { .set = MOUNT_ATTR_RDONLY };
    return CALL5(mount_setattr, mount, "", AT_EMPTY_PATH | flags, &attributes, sizeof attributes);
}

static long new_tmpfs(uint32_t mode)
{
    char octal[8] = { 0 };
    for (int i = 0, shift = 9; i < 4; i++, shift -= 3) octal[i] = (char)('0' + (mode >> shift & 7));
    long context = CALL2(fsopen, "tmpfs", FSOPEN_CLOEXEC);
    if (context < 0) return context;
    long result = CALL5(fsconfig, context, FSCONFIG_SET_STRING, "mode", octal, 0);
    if (result >= 0) result = CALL5(fsconfig, context, FSCONFIG_CMD_CREATE, 0, 0, 0);
    if (result >= 0) result = CALL3(fsmount, context, FSMOUNT_CLOEXEC, 0);
    CALL1(close, context);
    return result;
}

static long open_parent(const char *path, const char **name)
{
    char parent[4096];
    size_t slash = length_of(path);
    while (slash && path[slash - 1] != '/') slash--;
    if (!slash) return -EINVAL;
    *name = path + slash;
    struct text t = { parent, 0, sizeof parent, 0 };
    put_bytes(&t, path, slash);
    return t.cut ? -ENAMETOOLONG : open_without_links(parent, O_PATH | O_DIRECTORY);
}

static long create(const char *path, uint32_t mode, int directory)
{
    const char *name = 0;
    long parent = open_parent(path, &name);
    if (parent < 0) return parent;
    long result = directory ? CALL3(mkdirat, parent, name, mode) : CALL4(mknodat, parent, name, S_IFREG | mode, 0);
    CALL1(close, parent);
    return result == -EEXIST ? 0 : result;
}

/* Shows one entry of a covered directory in the tmpfs that covers it. An entry that vanished meanwhile is left out. */
static long copy_entry(int from, int to, const struct directory_entry *entry)
{
    unsigned type = (unsigned)entry->type << 12; /* DT_x is S_IFx >> 12 */
    if (!type) {
        struct statx information;
        long result = CALL5(statx, from, entry->name, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT, STATX_TYPE, &information);
        if (result < 0) return result;
        type = information.stx_mode & S_IFMT;
    }
    if (type == S_IFLNK) {
        char link[4096];
        long length = CALL4(readlinkat, from, entry->name, link, sizeof link - 1);
        if (length < 0) return length;
        link[length] = 0;
        return CALL3(symlinkat, link, to, entry->name);
    }
    long tree = clone_tree(from, entry->name, AT_SYMLINK_NOFOLLOW);
    if (tree < 0) return tree;
    long result = type == S_IFDIR ? CALL3(mkdirat, to, entry->name, 0755) : CALL4(mknodat, to, entry->name, S_IFREG | 0644, 0);
    if (result >= 0) result = CALL5(move_mount, tree, "", to, entry->name, MOVE_MOUNT_F_EMPTY_PATH);
    CALL1(close, tree);
    return result;
}

/* Shows a mount again that an overlay does not know of. */
static long copy_mount(int from, int to, const struct directory_entry *entry)
{
    struct statx information;
    if (entry->type << 12 != S_IFDIR) return 0;
    long result = CALL5(statx, from, entry->name, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT, STATX_TYPE, &information);
    if (result < 0 || !(information.stx_attributes & STATX_ATTR_MOUNT_ROOT)) return result;
    long tree = clone_tree(from, entry->name, AT_SYMLINK_NOFOLLOW);
    if (tree < 0) return tree;
    result = CALL5(move_mount, tree, "", to, entry->name, MOVE_MOUNT_F_EMPTY_PATH);
    CALL1(close, tree);
    return result;
}

static long copy_entries(int from, int to, int mounts_only)
{
    char buffer[8192] __attribute__((aligned(8)));
    long count, total = 0;
    while ((count = CALL3(getdents64, from, buffer, sizeof buffer)) > 0)
        for (long at = 0; at < count;) {
            struct directory_entry *entry = (void *)(buffer + at);
            const char *name = entry->name;
            at += entry->length;
            if (name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2]))) continue;
            if (++total > COVER_ENTRIES) return -E2BIG;
            long result = mounts_only ? copy_mount(from, to, entry) : copy_entry(from, to, entry);
            if (result < 0 && result != -ENOENT) return result;
        }
    return count;
}

/* Makes the tmpfs that was stacked on the root the root, and lets the former root go. */
static long become_root(int root)
{
    long result = CALL1(fchdir, root);
    if (result >= 0) result = CALL2(pivot_root, ".", ".");
    if (result >= 0) result = CALL2(umount2, ".", 2 /* MNT_DETACH */);
    return result >= 0 ? CALL1(chdir, "/") : result;
}

static long configure(int context, const char *key, int directory, const char *name)
{
    char path[40];
    struct text t = { path, 0, sizeof path, 0 };
    put(&t, "/proc/self/fd/");
    put_number(&t, (uint64_t)directory);
    put(&t, name);
    return CALL5(fsconfig, context, FSCONFIG_SET_STRING, key, path, 0);
}

/* An overlay of the directory with an empty tmpfs on top. */
static long new_overlay(int lower, int tmpfs)
{
    long result = CALL3(mkdirat, tmpfs, "u", 0755);
    if (result >= 0) result = CALL3(mkdirat, tmpfs, "w", 0755);
    if (result < 0) return result;
    long context = CALL2(fsopen, "overlay", FSOPEN_CLOEXEC);
    if (context < 0) return context;
    result = configure((int)context, "lowerdir", lower, "");
    if (result >= 0) result = configure((int)context, "upperdir", tmpfs, "/u");
    if (result >= 0) result = configure((int)context, "workdir", tmpfs, "/w");
    if (result >= 0) result = CALL5(fsconfig, context, FSCONFIG_CMD_CREATE, 0, 0, 0);
    if (result >= 0) result = CALL3(fsmount, context, FSMOUNT_CLOEXEC, 0);
    CALL1(close, context);
    return result;
}

/*
 * Covering /dev, which nearly every container needs for /dev/termination-log, entry by entry would cost more than all the
 * rest of a start. An overlay shows its devices as they are; only what is mounted below it has to be shown again. Not for
 * other directories: what a workload writes below them has to reach the machine. Not in a user namespace, whose overlays
 * have no devices.
 */
static long cover_devices(int from)
{
    long tmpfs = new_tmpfs(0755);
    if (tmpfs < 0) return tmpfs;
    long to = new_overlay(from, (int)tmpfs);
    long result = to < 0 ? to : attach((int)to, from);
    if (result >= 0) result = copy_entries(from, (int)to, 1);
    if (to >= 0) CALL1(close, to);
    CALL1(close, tmpfs);
    return result;
}

/* The tmpfs is attached before it is filled, because older kernels move no mount into a detached one. */
static long cover(const char *path, int devices)
{
    struct statx information;
    long from = open_without_links(path, O_RDONLY | O_DIRECTORY);
    if (from < 0) return from;
    if (devices && same_text(path, "/dev") && cover_devices((int)from) >= 0) {
        CALL1(close, from);
        return 0;
    }
    long result = CALL5(statx, from, "", AT_EMPTY_PATH, STATX_BASIC_STATS, &information);
    long to = result < 0 ? result : new_tmpfs(information.stx_mode & 07777);
    result = to < 0 ? to : attach((int)to, (int)from);
    if (result >= 0) result = copy_entries((int)from, (int)to, 0);
    if (result >= 0) {
        /* Cannot be done for a user outside the namespace: then the directory belongs to the one who mounts it. */
        CALL5(fchownat, to, "", information.stx_uid, information.stx_gid, AT_EMPTY_PATH);
        if (!path[1]) result = become_root((int)to);
    }
    if (to >= 0) CALL1(close, to);
    CALL1(close, from);
    return result;
}

/* /proc and /dev stay writable, as in any container: clones of them, taken before, are put on top. */
static long make_root_read_only(void)
{
    const char *keep[] = { "/proc", "/dev" };
    long trees[2], result = 0;
    for (int i = 0; i < 2; i++) trees[i] = clone_tree(AT_CURRENT_DIRECTORY, keep[i], 0);
    long root = open_without_links("/", O_PATH | O_DIRECTORY);
    if (root < 0) return root;
    result = set_read_only((int)root, AT_RECURSIVE);
    CALL1(close, root);
    for (int i = 0; i < 2; i++) {
        if (trees[i] < 0) continue; /* this machine has none */
        long target = open_without_links(keep[i], O_PATH | O_DIRECTORY);
        if (result >= 0) result = target < 0 ? target : attach((int)trees[i], (int)target);
        CALL1(close, trees[i]);
        if (target >= 0) CALL1(close, target);
    }
    return result;
}

static long open_source(struct mount_operation *m)
{
    long source = open_without_links(m->source, O_PATH);
    if (source < 0) return source;
    m->tree = (int)clone_tree((int)source, "", AT_EMPTY_PATH);
    CALL1(close, source);
    if (m->tree < 0 || !(m->flags & MOUNT_FLAG_READ_ONLY)) return m->tree;
    return set_read_only(m->tree, m->flags & MOUNT_FLAG_RECURSIVE ? AT_RECURSIVE : 0);
}

static long execute_mount(const struct spec *s, struct mount_operation *m)
{
    switch (m->kind) {
    case MOUNT_COVER: return cover(m->target, !(s->flags & FLAG_USER_NAMESPACE));
    case MOUNT_DIRECTORY: return create(m->target, m->mode, 1);
    case MOUNT_FILE: return create(m->target, m->mode, 0);
    case MOUNT_ROOT_READ_ONLY: return make_root_read_only();
    default: break;
    }
    long target = open_without_links(m->target, O_PATH);
    if (target < 0) return target;
    long result = m->kind == MOUNT_READ_ONLY ? set_read_only((int)target, 0) : attach(m->tree, (int)target);
    CALL1(close, target);
    if (m->tree >= 0) CALL1(close, m->tree);
    return result;
}

/* Returns 0, or the error with the index of the operation that failed. */
static long execute_mounts(const struct spec *s, uint32_t *index)
{
    long result = 0;
    for (*index = 0; *index < s->mount_count; ++*index) {
        if (s->mounts[*index].kind == MOUNT_BIND && (result = open_source(&s->mounts[*index])) < 0) return result;
    }
    for (*index = 0; *index < s->mount_count; ++*index)
        if ((result = execute_mount(s, &s->mounts[*index])) < 0) return result;
    return 0;
}
