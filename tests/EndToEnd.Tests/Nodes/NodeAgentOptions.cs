using Reeve.Testing.Systemd;

namespace Reeve.EndToEnd.Nodes;

/// <summary>What is particular about a <see cref="NodeAgent"/>.</summary>
internal sealed record NodeAgentOptions
{
    /// <summary>The provider that runs the pods.</summary>
    public string Provider { get; init; } = "process";

    /// <summary>The node's name if it must be a certain one.</summary>
    public string? Name { get; init; }

    /// <summary>The kubeconfig; by default one with the node's own certificate.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The state directory; by default a temporary one.</summary>
    public string? State { get; init; }

    /// <summary>The booted systemd that the agent runs in; by default it runs beside the tests.</summary>
    public SystemdMachine? Machine { get; init; }

    /// <summary>A command, with its arguments, that starts the agent where it shall be; by default it is started by itself.</summary>
    public IReadOnlyList<string> Enter { get; init; } = [];

    /// <summary>More arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>More of the agent's environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
