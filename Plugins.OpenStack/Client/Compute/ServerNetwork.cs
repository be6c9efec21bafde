namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>What a server is connected to: a port that exists, or a network in which Nova makes one.</summary>
internal sealed record ServerNetwork
{
    /// <summary>The id of a port.</summary>
    public string? Port { get; init; }

    /// <summary>The id of a network.</summary>
    public string? Uuid { get; init; }

    /// <summary>The address in that network.</summary>
    public string? FixedIp { get; init; }
}
