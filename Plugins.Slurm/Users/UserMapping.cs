namespace Reeve.Plugins.Slurm.Users;

/// <summary>What pods of some namespaces may run as.</summary>
public sealed record UserMapping
{
    /// <summary>The namespaces; <c>*</c> for all.</summary>
    public IReadOnlyList<string> Namespaces { get; set; } = [];

    /// <summary>The value of the label that chooses this entry.</summary>
    /// <value>Null: the user's name. A pod without the label gets its namespace's first entry.</value>
    public string? Name { get; set; }

    /// <summary>The remote user.</summary>
    /// <value>Null: that of <c>ssh</c>, or whomever the Secret names.</value>
    public string? User { get; set; }

    /// <summary>The accounts that pods may charge; the first one if they ask for none.</summary>
    /// <value>Empty: what Slurm lets the user charge.</value>
    public IReadOnlyList<string> Accounts { get; set; } = [];

    /// <summary>The login nodes.</summary>
    /// <value>Empty: those of <c>ssh</c>, or the one that the Secret names.</value>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>The user's private key, a file of the agent's machine.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The key's certificate.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>
    /// The Secret with the credentials, by name: <c>ssh-privatekey</c>, and optionally <c>remote_user</c>, <c>host</c>, <c>port</c> and
    /// <c>ssh-certificate</c>.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>The Secret's namespace.</summary>
    /// <value>Null: the pod's.</value>
    public string? SecretNamespace { get; set; }
}
