namespace Reeve.Kubernetes;

/// <summary>What a deletion does to dependents.</summary>
public static class DeletionPropagations
{
    /// <summary>Dependents stay.</summary>
    public const string Orphan = "Orphan";

    /// <summary>The object goes first, dependents after it.</summary>
    public const string Background = "Background";

    /// <summary>Dependents go first.</summary>
    public const string Foreground = "Foreground";
}
