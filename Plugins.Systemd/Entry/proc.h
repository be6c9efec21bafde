/* /proc of the container's own process namespace, without what tells of or changes the machine. */
static long mount_proc(void)
{
    return CALL5(mount, "proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
}

static long read_only(const char *path)
{
    struct mount_attributes attributes = { .set = MOUNT_ATTR_RDONLY };
    long result = CALL5(mount_setattr, AT_CURRENT_DIRECTORY, path, AT_RECURSIVE, &attributes, sizeof attributes);
    if (result == -ENOSYS) result = CALL5(mount, 0, path, 0, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
    return result == -EINVAL ? 0 : result; /* it is no mount of its own */
}

static long bind_read_only(const char *path)
{
    long result = CALL5(mount, path, path, 0, MS_BIND, 0);
    return result == -ENOENT ? 0 : result < 0 ? result : CALL5(mount, 0, path, 0, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
}

static long hide(const char *path)
{
    long result = CALL5(mount, "/dev/null", path, 0, MS_BIND, 0);
    if (result == -ENOTDIR) result = CALL5(mount, "tmpfs", path, "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, "size=0,mode=555");
    return result == -ENOENT || result == -EACCES ? 0 : result;
}

static int mask_kernel_files(struct failure *f)
{
    static const char *const hidden[] = {
        "/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/sched_debug", "/proc/scsi",
        "/proc/timer_list", "/proc/timer_stats", "/sys/devices/virtual/powercap", "/sys/firmware",
    };
    static const char *const readable[] = { "/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger" };
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (fails(f, EXIT_NAMESPACE, hidden[i], hide(hidden[i]))) return -1;
    for (size_t i = 0; i < sizeof readable / sizeof *readable; i++)
        if (fails(f, EXIT_NAMESPACE, readable[i], bind_read_only(readable[i]))) return -1;
    return 0;
}
