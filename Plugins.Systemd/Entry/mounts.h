/* How mounts of the machine and of the container reach each other at a volume: mount_namespaces(7). systemd leaves volumes as receivers of the machine's mounts. */
#define OPEN_TREE_CLONE 1
#define MOVE_MOUNT_EMPTY_PATH 4 /* MOVE_MOUNT_F_EMPTY_PATH */

/* A copy of what the machine has at a path, in touch with it: made in the machine's mount namespace. */
static long copy_of_machine(const char *source)
{
    long own = CALL4(openat, AT_CURRENT_DIRECTORY, "/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC, 0);
    long first = CALL4(openat, AT_CURRENT_DIRECTORY, "/proc/1/ns/mnt", O_RDONLY | O_CLOEXEC, 0);
    long here = CALL4(openat, AT_CURRENT_DIRECTORY, ".", O_PATH | O_CLOEXEC, 0);
    long result = own < 0 ? own : first < 0 ? first : here < 0 ? here : CALL2(setns, first, CLONE_NEWNS);
    if (result == 0) {
        long tree = CALL3(open_tree, AT_CURRENT_DIRECTORY, source, OPEN_TREE_CLONE | O_CLOEXEC | AT_RECURSIVE);
        long back = CALL2(setns, own, CLONE_NEWNS); /* and to its root directory */
        result = back < 0 ? back : tree;
        if (back == 0) CALL1(fchdir, here);
    }
    CALL1(close, own);
    CALL1(close, first);
    CALL1(close, here);
    return result;
}

static long share(const struct shared_mount *mount)
{
    long tree = copy_of_machine(mount->source);
    if (tree < 0) return tree;
    long result = 0;
    if (mount->read_only) {
        struct mount_attributes attributes = { .set = MOUNT_ATTR_RDONLY };
        result = CALL5(mount_setattr, tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes, sizeof attributes);
    }
    if (result == 0) result = CALL5(move_mount, tree, "", AT_CURRENT_DIRECTORY, mount->target, MOVE_MOUNT_EMPTY_PATH);
    CALL1(close, tree);
    return result;
}

static int set_propagation(const struct options *o, struct failure *f)
{
    for (int i = 0; i < o->private_count; i++)
        if (fails(f, EXIT_NAMESPACE, "keep the machine's mounts out of a volume", CALL5(mount, 0, o->private_mounts[i].target, 0, MS_PRIVATE | (o->private_mounts[i].alone ? 0 : MS_REC), 0))) return -1;
    for (int i = 0; i < o->shared_count; i++)
        if (fails(f, EXIT_NAMESPACE, "share a volume's mounts with the machine", share(&o->shared_mounts[i]))) return -1;
    return 0;
}
