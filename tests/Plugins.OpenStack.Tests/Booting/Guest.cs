namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>A server of a cloud, as a hypervisor is told of it.</summary>
internal sealed record Guest
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Hostname { get; init; }

    /// <summary>As Nova keeps it: in base64.</summary>
    public required string UserData { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>The address of its port.</summary>
    public required string Address { get; init; }
}
