using System.Globalization;

namespace Reeve.Host.Edge.Proxying;

/// <summary>A port of an instance.</summary>
internal sealed record EdgePort
{
    /// <summary>What it speaks.</summary>
    public required PortKind Kind { get; init; }

    /// <summary>The port of this machine.</summary>
    public required int External { get; init; }

    /// <summary>The server with its scheme.</summary>
    public required string Origin { get; init; }

    /// <summary>For HTTP: the path.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The address that it listens at: all of this machine.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $":{External}");
}
