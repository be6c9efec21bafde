using System.Collections.Frozen;

namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>What an option of sbatch is called in a job of slurmrestd.</summary>
/// <param name="First">In v0.0.38, of which what its parser takes was tried on Slurm 22.05; null if it has none.</param>
/// <param name="Later">From v0.0.39 on; null if it has none.</param>
/// <param name="Kind">How it is written there.</param>
/// <remarks>Source: the OpenAPI descriptions of slurmrestd, job_submit and job_desc_msg.</remarks>
internal sealed record RestField(string? First, string? Later, RestFieldKind Kind = RestFieldKind.Text)
{
    /// <summary>All options that can be said.</summary>
    public static FrozenDictionary<string, RestField> All { get; } = new Dictionary<string, RestField>
    {
        ["account"] = new("account", "account"),
        ["acctg-freq"] = new("account_gather_frequency", "account_gather_frequency"),
        ["bb"] = new("burst_buffer", "burst_buffer"),
        ["begin"] = new("begin_time", null),
        ["cluster-constraint"] = new("cluster_constraint", "cluster_constraint"),
        ["constraint"] = new("constraints", "constraints"),
        ["core-spec"] = new("core_specification", "core_specification", RestFieldKind.Integer),
        ["cpus-per-gpu"] = new("cpus_per_gpu", "cpus_per_tres", RestFieldKind.Gpus),
        ["cpus-per-task"] = new("cpus_per_task", "cpus_per_task", RestFieldKind.Integer),
        ["deadline"] = new("deadline", null),
        ["delay-boot"] = new("delay_boot", null),
        ["dependency"] = new("dependency", "dependency"),
        ["distribution"] = new("distribution", "distribution"),
        ["exclude"] = new("exclude_nodes", "excluded_nodes", RestFieldKind.List),
        ["exclusive"] = new("exclusive", "shared", RestFieldKind.Shared),
        ["gpu-bind"] = new("gpu_binding", null),
        ["gpu-freq"] = new("gpu_frequency", null),
        ["gpus"] = new("gpus", "tres_per_job", RestFieldKind.Gpus),
        ["gpus-per-node"] = new("gpus_per_node", "tres_per_node", RestFieldKind.Gpus),
        ["gpus-per-socket"] = new("gpus_per_socket", "tres_per_socket", RestFieldKind.Gpus),
        ["gpus-per-task"] = new("gpus_per_task", "tres_per_task", RestFieldKind.Gpus),
        ["gres"] = new("gres", "tres_per_node", RestFieldKind.Resources),
        ["gres-flags"] = new("gres_flags", null),
        ["hint"] = new("cpu_binding_hint", null),
        ["hold"] = new("hold", "hold", RestFieldKind.True),
        ["kill-on-invalid-dep"] = new("kill_on_invalid_dependency", null),
        ["licenses"] = new("licenses", "licenses"),
        ["mail-type"] = new("mail_type", "mail_type", RestFieldKind.Capitals),
        ["mail-user"] = new("mail_user", "mail_user"),
        ["mcs-label"] = new("mcs_label", "mcs_label"),
        ["mem"] = new("memory_per_node", "memory_per_node", RestFieldKind.Memory),
        ["mem-bind"] = new("memory_binding", null),
        ["mem-per-cpu"] = new("memory_per_cpu", "memory_per_cpu", RestFieldKind.Memory),
        ["mincpus"] = new("minimum_cpus_per_node", "minimum_cpus_per_node", RestFieldKind.Integer),
        ["network"] = new(null, "network"),
        ["nice"] = new("nice", "nice", RestFieldKind.Integer),
        ["no-requeue"] = new("no_requeue", "requeue", RestFieldKind.False),
        ["nodelist"] = new(null, "required_nodes", RestFieldKind.List),
        ["nodes"] = new("nodes", "nodes"),
        ["ntasks"] = new("tasks", "tasks", RestFieldKind.Integer),
        ["ntasks-per-core"] = new("tasks_per_core", "tasks_per_core", RestFieldKind.Integer),
        ["ntasks-per-node"] = new("tasks_per_node", "tasks_per_node", RestFieldKind.Integer),
        ["ntasks-per-socket"] = new("tasks_per_socket", "tasks_per_socket", RestFieldKind.Integer),
        ["open-mode"] = new("open_mode", "open_mode", RestFieldKind.Capitals),
        ["oversubscribe"] = new("oversubscribe", "shared", RestFieldKind.Shared),
        ["partition"] = new("partition", "partition"),
        ["prefer"] = new("prefer", "prefer"),
        ["priority"] = new("priority", "priority", RestFieldKind.Number),
        ["profile"] = new("profile", "profile", RestFieldKind.Capitals),
        ["qos"] = new("qos", "qos"),
        ["requeue"] = new("requeue", "requeue", RestFieldKind.True),
        ["reservation"] = new("reservation", "reservation"),
        ["sockets-per-node"] = new("sockets_per_node", "sockets_per_node", RestFieldKind.Integer),
        ["spread-job"] = new("spread_job", null, RestFieldKind.True),
        ["threads-per-core"] = new("threads_per_core", "threads_per_core", RestFieldKind.Integer),
        ["time"] = new("time_limit", "time_limit", RestFieldKind.Minutes),
        ["time-min"] = new("time_minimum", "time_minimum", RestFieldKind.Minutes),
        ["tmp"] = new("temporary_disk_per_node", "temporary_disk_per_node", RestFieldKind.Disk),
        ["tres-bind"] = new(null, "tres_bind"),
        ["wckey"] = new("wckey", "wckey"),
    }.ToFrozenDictionary();
}
