namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>How it is with a client certificate that the agent replaces in time.</summary>
public sealed record ClientCertificateState
{
    /// <summary>When it ends.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>How often the agent has failed to get another one since it started.</summary>
    public long Failures { get; init; }
}
