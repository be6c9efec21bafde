/* The last steps before the workload, in their order. */
static long place(int fd, int at) { return fd == at ? 0 : CALL3(dup3, fd, at, 0); }

static int hung_up(int socket)
{
    struct poll_entry entry = { socket, 0, 0 };
    struct time_value now = { 0, 0 };
    CALL5(ppoll, &entry, 1, &now, 0, SIGSET_BYTES);
    return entry.revents != 0;
}

/* Returns only if a step failed. */
static void become_container(
    const struct spec *s, const struct streams *streams, const struct origin *origin, struct birth birth, struct failure *f, struct text *start)
{
    long result;
    birth.after = ticks_since_boot();
    f->stage = STAGE_RECORD;
    result = describe_start(start, s, origin, &birth);
    if (result >= 0 && s->mode == MODE_RUN) result = append_record(s->journal, s->token, start->at, start->length, s->label);
    if (result < 0) goto failed;
    f->recorded = s->mode == MODE_RUN;
    f->stage = STAGE_SESSION;
    if ((result = CALL0(setsid)) < 0) goto failed;
    if ((result = place(streams->in, 0)) < 0) goto failed;
    if ((result = place(streams->out, 1)) < 0) goto failed;
    if ((result = place(streams->error, 2)) < 0) goto failed;
    if (s->flags & FLAG_TERMINAL && (result = CALL3(ioctl, 0, TIOCSCTTY, 0)) < 0) goto failed;
    if (s->flags & FLAG_SET_OOM_SCORE) {
        char value[24];
        struct text t = { value, 0, sizeof value, 0 };
        int32_t score = (int32_t)s->oom_score_adjust;
        if (score < 0) put(&t, "-");
        put_number(&t, (uint64_t)(score < 0 ? -(int64_t)score : score));
        write_file("/proc/self/oom_score_adj", value); /* lowering it needs privilege; without, it stays as inherited */
    }

    f->stage = STAGE_NAMESPACE;
    if (s->mode == MODE_EXEC) result = enter_existing_namespaces(s);
    else if (s->flags & FLAG_MOUNT_NAMESPACE) result = settle_in_new_namespaces(s, origin->uid, origin->gid);
    if (result < 0) goto failed;
    f->stage = STAGE_MOUNT;
    if ((result = execute_mounts(s, &f->index)) < 0) goto failed;
    f->stage = STAGE_IDENTITY;
    if ((result = take_identity(s, &origin->limits)) < 0) goto failed;
    if (s->flags & FLAG_NO_NEW_PRIVILEGES && (result = CALL5(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) < 0) goto failed;
    f->stage = STAGE_WORKING_DIRECTORY;
    if ((result = CALL1(chdir, s->working_directory)) < 0) goto failed;

    CALL1(umask, s->umask);
    /* After the change of identity, which would clear it. A supervisor that died before is noticed by the pid. */
    CALL5(prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (CALL0(getppid) != (long)origin->supervisor) CALL1(exit_group, 127);
    if (s->mode == MODE_RUN && hung_up(CONTROL)) {
        /* The agent died before it could know of us, and the next one may have looked before we recorded anything. */
        f->stage = STAGE_RECORD;
        result = -EPIPE;
        goto failed;
    }
    f->stage = STAGE_EXEC;
    if (s->mode == MODE_PROBE) {
        result = 0;
        goto failed;
    }
    uint64_t none = 0;
    CALL4(rt_sigprocmask, SIG_SETMASK, &none, 0, SIGSET_BYTES);
    result = execute(s);
failed:
    f->error = (int32_t)-result;
}
