namespace Reeve.Kubernetes;

/// <summary>Outcomes of a request.</summary>
public static class StatusOutcomes
{
    /// <summary>The request was carried out.</summary>
    public const string Success = "Success";

    /// <summary>The request failed.</summary>
    public const string Failure = "Failure";
}
