using Reeve.Machine;

namespace Reeve.Plugins.Systemd.Seccomp;

/// <summary>
/// What <c>RuntimeDefault</c> means: what programs of all kinds need, and for each capability what it is for. Everything else fails with
/// EPERM: the kernel's keyrings, mounts, modules, namespaces, other machines' virtual sockets, io_uring, userfaultfd.
/// </summary>
internal static class DefaultProfile
{
    private const string Allow = "SCMP_ACT_ALLOW";
    private const string Fail = "SCMP_ACT_ERRNO";
    private const uint NoSuchCall = 38; // ENOSYS: C libraries then use clone
    private const ulong Namespaces = 0x7e020000; // CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
    private const ulong VirtualSockets = 40; // AF_VSOCK
    private const string SystemAdministrator = "SYS_ADMIN";

    // PER_LINUX, PER_LINUX32, UNAME26, both, and the question.
    private static readonly ulong[] Personalities = [0, 8, 0x20000, 0x20008, 0xffffffff];

    private static readonly (string Capability, string Calls)[] ByCapability =
    [
        (SystemAdministrator, "bpf clone clone3 fanotify_init fsconfig fsmount fsopen fspick lookup_dcookie mount mount_setattr move_mount open_tree perf_event_open quotactl quotactl_fd setdomainname sethostname setns syslog umount umount2 unshare"),
        ("SYS_PTRACE", "kcmp pidfd_getfd"),
        ("SYS_NICE", "mbind migrate_pages move_pages set_mempolicy set_mempolicy_home_node"),
        ("SYS_CHROOT", "chroot"), ("SYS_BOOT", "reboot"), ("SYS_PACCT", "acct"), ("SYS_TTY_CONFIG", "vhangup"), ("SYSLOG", "syslog"),
        ("SYS_MODULE", "delete_module finit_module init_module"), ("SYS_RAWIO", "ioperm iopl"), ("BPF", "bpf"), ("PERFMON", "perf_event_open"),
        ("SYS_TIME", "adjtimex clock_adjtime clock_adjtime64 clock_settime clock_settime64 settimeofday stime"),
        ("DAC_READ_SEARCH", "open_by_handle_at"),
    ];

    private const string Base = """
        _llseek _newselect accept accept4 access alarm arch_prctl arm_fadvise64_64 bind brk cachestat capget capset chdir chmod chown chown32
        clock_getres clock_getres_time64 clock_gettime clock_gettime64 clock_nanosleep clock_nanosleep_time64 close close_range connect
        copy_file_range creat dup dup2 dup3 epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd eventfd2 execve
        execveat exit exit_group faccessat faccessat2 fadvise64 fadvise64_64 fallocate fchdir fchmod fchmodat fchmodat2 fchown fchown32 fchownat
        fcntl fcntl64 fdatasync fgetxattr flistxattr flock fork fremovexattr fsetxattr fstat fstat64 fstatat64 fstatfs fstatfs64 fsync ftruncate
        ftruncate64 futex futex_requeue futex_time64 futex_wait futex_waitv futex_wake futimesat get_mempolicy get_robust_list get_thread_area
        getcpu getcwd getdents getdents64 getegid getegid32 geteuid geteuid32 getgid getgid32 getgroups getgroups32 getitimer getpeername getpgid
        getpgrp getpid getppid getpriority getrandom getresgid getresgid32 getresuid getresuid32 getrlimit getrusage getsid getsockname getsockopt
        gettid gettimeofday getuid getuid32 getxattr inotify_add_watch inotify_init inotify_init1 inotify_rm_watch io_cancel io_destroy io_getevents
        io_pgetevents io_pgetevents_time64 io_setup io_submit ioctl ioprio_get ioprio_set ipc kill landlock_add_rule landlock_create_ruleset
        landlock_restrict_self lchown lchown32 lgetxattr link linkat listen listxattr llistxattr lremovexattr lseek lsetxattr lstat lstat64 madvise
        map_shadow_stack membarrier memfd_create memfd_secret mincore mkdir mkdirat mknod mknodat mlock mlock2 mlockall mmap mmap2 mprotect
        mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedreceive_time64 mq_timedsend mq_timedsend_time64 mq_unlink mremap msgctl msgget
        msgrcv msgsnd msync munlock munlockall munmap name_to_handle_at nanosleep newfstatat nice oldfstat oldlstat oldolduname oldstat olduname
        open openat openat2 pause pidfd_open pidfd_send_signal pipe pipe2 poll ppoll ppoll_time64 prctl pread64 preadv preadv2 prlimit64
        process_madvise process_mrelease process_vm_readv process_vm_writev pselect6 pselect6_time64 ptrace pwrite64 pwritev pwritev2 read readahead
        readdir readlink readlinkat readv recv recvfrom recvmmsg recvmmsg_time64 recvmsg remap_file_pages removexattr rename renameat renameat2
        restart_syscall rmdir rseq rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait
        rt_sigtimedwait_time64 rt_tgsigqueueinfo sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getattr sched_getparam
        sched_getscheduler sched_rr_get_interval sched_rr_get_interval_time64 sched_setaffinity sched_setattr sched_setparam sched_setscheduler
        sched_yield select semctl semget semop semtimedop semtimedop_time64 send sendfile sendfile64 sendmmsg sendmsg sendto set_robust_list
        set_thread_area set_tid_address setfsgid setfsgid32 setfsuid setfsuid32 setgid setgid32 setgroups setgroups32 setitimer setpgid setpriority
        setregid setregid32 setresgid setresgid32 setresuid setresuid32 setreuid setreuid32 setrlimit setsid setsockopt setuid setuid32 setxattr
        shmat shmctl shmdt shmget shutdown sigaction sigaltstack signal signalfd signalfd4 sigpending sigprocmask sigreturn sigsuspend socketcall
        socketpair splice stat stat64 statfs statfs64 statx symlink symlinkat sync sync_file_range sync_file_range2 syncfs sysinfo tee tgkill time
        timer_create timer_delete timer_getoverrun timer_gettime timer_gettime64 timer_settime timer_settime64 timerfd_create timerfd_gettime
        timerfd_gettime64 timerfd_settime timerfd_settime64 times tkill truncate truncate64 ugetrlimit umask uname unlink unlinkat utime utimensat
        utimensat_time64 utimes vfork vmsplice wait4 waitid waitpid write writev
        """;

    /// <summary>The profile of a container.</summary>
    /// <param name="capabilities">What it can have at most, by number.</param>
    /// <param name="architectures">Those whose programs the machine runs.</param>
    public static OciSeccomp For(ulong capabilities, IReadOnlyList<string> architectures)
    {
        var administers = Has(capabilities, SystemAdministrator);
        List<OciSyscalls> rules =
        [
            new() { Names = Words(Base), Action = Allow },
            new() { Names = ["socket"], Action = Allow, Args = [new() { Index = 0, Value = VirtualSockets, Op = "SCMP_CMP_NE" }] },
            .. Personalities.Select(value => new OciSyscalls { Names = ["personality"], Action = Allow, Args = [new() { Value = value, Op = "SCMP_CMP_EQ" }] }),
            .. ByCapability.Where(pair => Has(capabilities, pair.Capability)).Select(pair => new OciSyscalls { Names = Words(pair.Calls), Action = Allow }),
        ];
        if (!administers)
        {
            rules.Add(new() { Names = ["clone"], Action = Allow, Args = [new() { Index = 0, Value = Namespaces, ValueTwo = 0, Op = "SCMP_CMP_MASKED_EQ" }] });
            rules.Add(new() { Names = ["clone3"], Action = Fail, ErrnoRet = NoSuchCall });
        }

        return new OciSeccomp { DefaultAction = Fail, Architectures = architectures, Syscalls = rules };
    }

    private static bool Has(ulong set, string capability) =>
        (CapabilitySet.BoundingSet(new() { Drop = ["ALL"], Add = [capability] }) & set) != 0;

    private static string[] Words(string text) => text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
