namespace Reeve.Testing.Slurm;

/// <summary>How a user reaches a <see cref="SlurmCluster"/> over SSH.</summary>
public sealed record SlurmLogin
{
    /// <summary>Name of the account.</summary>
    public required string User { get; init; }

    /// <summary>Address of the login node.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Its port.</summary>
    public required int Port { get; init; }

    /// <summary>The port of the second login node.</summary>
    public required int SecondPort { get; init; }

    /// <summary>The file with the user's private key.</summary>
    public required string KeyFile { get; init; }

    /// <summary>The file with the host keys of both login nodes.</summary>
    public required string KnownHostsFile { get; init; }

    /// <summary>A directory of the user that login nodes and nodes see, mode 0700.</summary>
    public required string SharedDirectory { get; init; }
}
