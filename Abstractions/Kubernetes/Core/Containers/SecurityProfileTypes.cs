namespace Reeve.Kubernetes;

/// <summary>Kinds of seccomp and AppArmor profiles.</summary>
public static class SecurityProfileTypes
{
    /// <summary>None.</summary>
    public const string Unconfined = "Unconfined";

    /// <summary>The runtime's.</summary>
    public const string RuntimeDefault = "RuntimeDefault";

    /// <summary>One on the node.</summary>
    public const string Localhost = "Localhost";
}
