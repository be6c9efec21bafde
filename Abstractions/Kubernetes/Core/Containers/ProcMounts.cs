namespace Reeve.Kubernetes;

/// <summary>How <c>/proc</c> is mounted.</summary>
public static class ProcMounts
{
    /// <summary>With the runtime's masks.</summary>
    public const string Default = "Default";

    /// <summary>Without masks.</summary>
    public const string Unmasked = "Unmasked";
}
