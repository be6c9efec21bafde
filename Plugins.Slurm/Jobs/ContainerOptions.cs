namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>How containers run inside a job.</summary>
public sealed record ContainerOptions
{
    /// <summary><c>apptainer</c>, <c>singularity</c>, or <c>none</c>: programs of the compute node itself.</summary>
    /// <value><c>apptainer</c>.</value>
    public string Runtime { get; set; } = "apptainer";

    /// <summary>The runtime's program on compute nodes: a name or an absolute path.</summary>
    /// <value>Null: as the runtime is called.</value>
    public string? Program { get; set; }

    /// <summary>Further options of the runtime for each container: <c>--fakeroot</c>, <c>--userns</c>, <c>--nv</c>.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Options { get; set; } = [];

    /// <summary>
    /// Whether each container is an instance of the runtime, in which its processes, probes and <c>kubectl exec</c> meet. Without it each of
    /// them is a container of its own over the same image and mounts.
    /// </summary>
    /// <value>True.</value>
    public bool Instances { get; set; } = true;

    /// <summary>Where plain image references are looked for.</summary>
    /// <value><c>docker://</c>.</value>
    public string ImagePrefix { get; set; } = "docker://";

    /// <summary>The directory that relative image files (<c>tools/x.sif</c>) are below, absolute.</summary>
    /// <value>Null: relative image files are refused.</value>
    public string? ImageRoot { get; set; }

    /// <summary>Variables of the job that containers see as well: names, with <c>*</c> for any characters.</summary>
    /// <value>Those of Slurm, of MPI libraries, and for devices.</value>
    public IReadOnlyList<string> PassVariables { get; set; } =
        ["SLURM_*", "SLURMD_NODENAME", "PMI*", "OMPI_*", "MPI_*", "I_MPI_*", "UCX_*", "CUDA_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES", "GPU_DEVICE_ORDINAL"];

    /// <summary>Directories that hostPath volumes may be in or below, with the place on the cluster that they stand for.</summary>
    /// <value>None: hostPath volumes are refused.</value>
    public IReadOnlyList<PathMapping> HostPaths { get; set; } = [];

    /// <summary>
    /// Where persistent volumes are on the cluster. What is mapped is a volume's hostPath or local path, <c>server:/path</c> of nfs, or
    /// <c>driver/handle</c> of csi.
    /// </summary>
    /// <value>None: claims are refused.</value>
    public IReadOnlyList<PathMapping> ClaimPaths { get; set; } = [];

    /// <summary>
    /// The directory on each compute node for emptyDir volumes, absolute. Null for the pod's own directory, which all nodes of a job share.
    /// </summary>
    /// <value>Null.</value>
    public string? ScratchDirectory { get; set; }

    /// <summary>Path of a file on the agent's machine that replaces the template of the batch script.</summary>
    /// <value>Null: the built-in one.</value>
    public string? Template { get; set; }

    /// <summary>Environment modules that the batch script loads.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Modules { get; set; } = [];

    /// <summary>Whether the annotation <c>pre-exec</c> is honoured: shell text of the pod's author that runs in the batch script.</summary>
    /// <value>False: pods with it are refused.</value>
    public bool AllowPreExec { get; set; }

    /// <summary>Options of the runtime that the annotation <c>singularity-options</c> may use.</summary>
    /// <value>Those for devices, writing and names.</value>
    public IReadOnlyList<string> AllowedOptions { get; set; } =
        ["--nv", "--nvccli", "--rocm", "--writable-tmpfs", "--cleanenv", "--contain", "--containall", "--ipc", "--pid", "--uts", "--no-eval",
         "--no-home", "--no-mount", "--no-umask", "--fakeroot", "--userns", "--hostname", "--home", "--env"];

    /// <summary>The program grpc_health_probe on compute nodes.</summary>
    /// <value>Null: gRPC probes are refused.</value>
    public string? GrpcHealthProbe { get; set; }

    /// <summary>The program that starts MPI ranks.</summary>
    /// <value><c>mpiexec</c>.</value>
    public string MpiProgram { get; set; } = "mpiexec";

    /// <summary>Generic resources of Slurm by the pod's resource names.</summary>
    /// <value><c>gpu</c> for <c>nvidia.com/gpu</c> and <c>amd.com/gpu</c>.</value>
    public IReadOnlyDictionary<string, string> GenericResources { get; set; } =
        new Dictionary<string, string> { ["nvidia.com/gpu"] = "gpu", ["amd.com/gpu"] = "gpu" };

    /// <summary>Named sets of options of sbatch that pods choose by annotation.</summary>
    /// <value>None.</value>
    public IReadOnlyList<JobFlavor> Flavors { get; set; } = [];

    /// <summary>The flavor of pods that choose none.</summary>
    /// <value>Null: none.</value>
    public string? DefaultFlavor { get; set; }

    /// <summary>The first pause before an ended container is started again, seconds; it doubles each time. The first restart comes at once.</summary>
    /// <value>10.</value>
    public int BackoffSeconds { get; set; } = 10;

    /// <summary>The longest such pause, seconds.</summary>
    /// <value>300.</value>
    public int MaxBackoffSeconds { get; set; } = 300;

    /// <summary>How often a container's image is tried before the container counts as failed: an allocation is not held for ever.</summary>
    /// <value>5.</value>
    public int ImageTries { get; set; } = 5;

    /// <summary>How much of each stream of a container's run is kept at most, bytes: what is older is dropped.</summary>
    /// <value>1 GiB.</value>
    public long MaxLogBytes { get; set; } = 1L << 30;
}
