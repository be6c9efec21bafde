namespace Reeve.Plugins.Slurm;

/// <summary>Options of the Slurm provider; the schema is in <c>plugin.json</c>.</summary>
public sealed record SlurmOptions
{
    /// <summary>The directory for pods, on the file system that login and compute nodes share: absolute, or below the remote user's home. <c>%u</c> is the user's name.</summary>
    /// <value><c>.reeve</c>.</value>
    public string Directory { get; set; } = ".reeve";

    /// <summary>The partition that this node stands for.</summary>
    /// <value>Null: the cluster's default partition.</value>
    public string? Partition { get; set; }

    /// <summary>How the login node is reached.</summary>
    /// <value>Null: this machine is one.</value>
    public Reeve.Ssh.OpenSshOptions? Ssh { get; set; }

    /// <summary>Whom pods run as.</summary>
    public Users.UsersOptions Users { get; set; } = new();

    /// <summary>How Slurm's controller is reached from there.</summary>
    public Controller.ControllerOptions Controller { get; set; } = new();

    /// <summary>What the node says of the partition.</summary>
    public Nodes.PartitionNodeOptions Node { get; set; } = new();

    /// <summary>How containers run.</summary>
    public Jobs.ContainerOptions Containers { get; set; } = new();

    /// <summary>How often Slurm is asked about jobs.</summary>
    public Controller.Polling.PollerOptions Polling { get; set; } = new();

    /// <summary>Within how many seconds a change of a container shows; a program on the login node looks so often, and tells only of changes.</summary>
    /// <value>1.</value>
    public double StatusIntervalSeconds { get; set; } = 1;

    /// <summary>How long a job may be missing from both the queue and the accounting, without a result of its own, before its pod fails as lost; seconds.</summary>
    /// <value>300.</value>
    public double JobLostSeconds { get; set; } = 300;

    /// <summary>
    /// After how many seconds a directory goes that was uploaded for a pod and never got a job, because the agent died in between; it has to be longer than
    /// any sbatch may take.
    /// </summary>
    /// <value>3600.</value>
    public double AbandonedSeconds { get; set; } = 3600;
}
