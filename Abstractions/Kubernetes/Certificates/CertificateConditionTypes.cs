namespace Reeve.Kubernetes;

/// <summary>Decisions on certificate requests.</summary>
public static class CertificateConditionTypes
{
    /// <summary>It shall be signed.</summary>
    public const string Approved = "Approved";

    /// <summary>It shall not be signed.</summary>
    public const string Denied = "Denied";

    /// <summary>Signing failed.</summary>
    public const string Failed = "Failed";
}
