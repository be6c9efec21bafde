using System.Text.Json;
using Reeve.Plugins.Process.Identity;

namespace Reeve.Plugins.Process.Records;

/// <summary>What the agent must know of a container after a restart; kept in the journal as JSON on one line.</summary>
internal sealed record ContainerLabel
{
    /// <summary>Token of the owner: containers of another one are not ours.</summary>
    public required string Owner { get; init; }

    public required string Pod { get; init; }

    public required string Name { get; init; }

    public required int Attempt { get; init; }

    public string WorkingDirectory { get; init; } = "/";

    public ProcessIdentity Identity { get; init; } = ProcessIdentity.OfAgent;

    public bool MountNamespace { get; init; }

    public bool UserNamespace { get; init; }

    public bool Terminal { get; init; }

    public bool Stdin { get; init; }

    public bool StdinOnce { get; init; }

    /// <summary>The program as given, for messages.</summary>
    public string Program { get; init; } = "";

    /// <summary>Why it was not even tried to start it; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>One line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ProcessJson.Default.ContainerLabel);

    /// <exception cref="JsonException">It is no label.</exception>
    public static ContainerLabel? Parse(string json) => JsonSerializer.Deserialize(json, ProcessJson.Default.ContainerLabel);

    public ContainerId ToId(Owner owner) =>
        new() { Pod = new PodId { Owner = owner, Uid = Pod }, Name = Name, Attempt = Attempt };
}
