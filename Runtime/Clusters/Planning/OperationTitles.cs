namespace Reeve.Runtime.Clusters.Planning;

/// <summary>What the audit trail calls operations.</summary>
internal static class OperationTitles
{
    public const string Install = "Install";
    public const string Upgrade = "Upgrade";
    public const string Patch = "Patch";
    public const string Reset = "Reset";
    public const string Release = "Release";
    public const string Adopt = "Adopt";
    public const string ResetCertificates = "Reset Certs";
}
