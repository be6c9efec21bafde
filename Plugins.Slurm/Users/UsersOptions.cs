namespace Reeve.Plugins.Slurm.Users;

/// <summary>Whom pods run as.</summary>
public sealed record UsersOptions
{
    /// <summary>The label by which a pod chooses among what its namespace is mapped to.</summary>
    /// <value><c>slurm.reeve.dev/user</c>.</value>
    public string Label { get; set; } = "slurm.reeve.dev/user";

    /// <summary>What namespaces are mapped to. A pod may use nothing else; one whose namespace is in no entry is refused.</summary>
    /// <value>Empty: every pod runs as the one user that <c>ssh</c> names.</value>
    public IReadOnlyList<UserMapping> Map { get; set; } = [];
}
