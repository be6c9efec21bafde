namespace Reeve.Runtime.Kubernetes.Connections.Exec;

/// <summary>What a program answers.</summary>
internal sealed record ExecCredential
{
    public string? ApiVersion { get; init; }

    public string? Kind { get; init; }

    public ExecCredentialStatus? Status { get; init; }

    public override string ToString() => nameof(ExecCredential);
}
