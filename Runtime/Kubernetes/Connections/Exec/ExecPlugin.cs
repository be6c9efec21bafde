using System.Text.Json;

namespace Reeve.Runtime.Kubernetes.Connections.Exec;

/// <summary>A program that gives credentials, as a kubeconfig describes it. Its text says nothing of arguments and environment.</summary>
internal sealed record ExecPlugin
{
    /// <summary>Where this was read, for messages.</summary>
    public required string Place { get; init; }

    /// <summary><c>client.authentication.k8s.io/v1</c> or <c>…/v1beta1</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>Absolute, or looked up on the search path.</summary>
    public required string Command { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>How to install the program, for the user.</summary>
    public string? InstallHint { get; init; }

    public ExecInteraction Interaction { get; init; }

    /// <summary><c>spec.cluster</c> of what the program is told; null if it is not to be told.</summary>
    public JsonElement? Cluster { get; init; }

    public override string ToString() => Command;
}
