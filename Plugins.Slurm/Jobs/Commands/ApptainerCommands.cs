using System.Collections.Frozen;
using Reeve.Plugins.Slurm.Jobs.Files;

namespace Reeve.Plugins.Slurm.Jobs.Commands;

/// <summary>
/// Containers of Apptainer or Singularity. A container is an instance, and its program, its probes and what comes from outside run in it. MPI ranks are
/// containers of their own, on every node of the job, and see the variables that mpiexec sets.
/// </summary>
/// <remarks>Source: apptainer-exec(1), apptainer-instance-start(1); the same options in SingularityCE.</remarks>
internal sealed class ApptainerCommands(ContainerOptions options, Placeholders placeholders) : IContainerCommands
{
    // Kept by the shell that the runtime brings along, or changed by its start scripts: measured with Apptainer 1.4.
    private static readonly FrozenSet<string> Kept = FrozenSet.Create(StringComparer.Ordinal, "UID", "EUID", "GID", "PPID", "PROMPT_COMMAND");

    // Behind the runtime's own in the order of names, in which they are run.
    private const string LastScript = "/.singularity.d/env/zz-reeve.sh";

    private static readonly FrozenSet<string> GpuOptions = FrozenSet.Create(StringComparer.Ordinal, "--nv", "--nvccli", "--rocm");

    private readonly string _program = options.Program ?? options.Runtime;

    public string VariablePrefix => options.Runtime == "singularity" ? "SINGULARITYENV_" : "APPTAINERENV_";

    public bool HasMounts => true;

    public IReadOnlyList<string>? Create(ContainerPlan plan) => UsesInstance(plan)
        ? [
            _program, "--silent", "instance", "start", "--containall", "--no-eval", "--pid-file", $"{Scratch}.pid", "--workdir", Scratch,
            .. Common(plan), plan.Image, placeholders.Instance,
        ]
        : null;

    public IReadOnlyList<string> Run(ContainerPlan plan)
    {
        var verb = plan.Command.Count > 0 ? "exec" : "run";
        return UsesInstance(plan)
            ? [_program, "--silent", verb, "--cleanenv", "--no-eval", .. Directory(plan), InstanceName, .. plan.Command, .. plan.Arguments]
            : [.. MpiCommand.Of(plan, options, placeholders), _program, "--silent", verb, .. Isolation(plan), .. Common(plan), .. Directory(plan), plan.Image, .. plan.Command, .. plan.Arguments];
    }

    public IReadOnlyList<string> Enter(ContainerPlan plan) => UsesInstance(plan)
        ? [_program, "--silent", "exec", "--cleanenv", "--no-eval", .. Directory(plan), InstanceName]
        : [_program, "--silent", "exec", .. Isolation(plan), .. Common(plan), .. Directory(plan), plan.Image];

    public string? VariableProblem(string name, string value) =>
        !VariableNames.IsIdentifier(name) ? VariableNames.NotAnIdentifier
        : Kept.Contains(name) ? "Unsupported value: the container runtime keeps a variable of this name for itself"
        : value.Contains("\r\n", StringComparison.Ordinal) ? "Unsupported value: the container runtime drops carriage returns before line feeds"
        : name != "HOME" ? null
        : value.Length < 2 || value[0] != '/' || value.AsSpan().ContainsAny(":,\n") ? "Invalid value: HOME must be an absolute path other than /, without colon, comma and line feed"
        : null;

    private string Scratch => $"{placeholders.Scratch}/{placeholders.Instance}";

    private string InstanceName => "instance://" + placeholders.Instance;

    private bool UsesInstance(ContainerPlan plan) => options.Instances && plan.Mpi is null;

    private IEnumerable<string> Isolation(ContainerPlan plan) => plan.Mpi is null ? ["--containall", "--no-eval", "--workdir", Scratch] : ["--no-eval"];

    // A container of Kubernetes begins in / unless something else is said.
    private static IEnumerable<string> Directory(ContainerPlan plan) => ["--pwd", plan.Directory ?? "/"];

    private IEnumerable<string> Common(ContainerPlan plan) =>
    [
        .. plan.Writable ? ["--writable-tmpfs"] : Array.Empty<string>(),
        .. plan.Nvidia ? ["--nv"] : Array.Empty<string>(),
        .. plan.Amd ? ["--rocm"] : Array.Empty<string>(),
        .. plan.Home is { } home ? ["--home", home] : Array.Empty<string>(),
        .. options.Options,
        .. plan.Options,
        .. plan.Mounts.SelectMany(mount => mount.ToOption()),
        .. plan.LibraryPathScript is { } script && !HasGpus(plan)
            ? new BindMount { Source = script, Target = LastScript, ReadOnly = true }.ToOption()
            : [],
    ];

    // Their libraries are found by LD_LIBRARY_PATH alone.
    private bool HasGpus(ContainerPlan plan) => plan.Nvidia || plan.Amd || options.Options.Concat(plan.Options).Any(GpuOptions.Contains);
}
