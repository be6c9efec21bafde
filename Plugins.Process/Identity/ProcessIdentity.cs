namespace Reeve.Plugins.Process.Identity;

/// <summary>Who a container's processes are.</summary>
internal sealed record ProcessIdentity
{
    /// <summary>Leaves an id as the agent has it.</summary>
    public const uint Keep = uint.MaxValue;

    /// <summary>As the agent itself.</summary>
    public static ProcessIdentity OfAgent { get; } = new();

    public uint User { get; init; } = Keep;

    public uint Group { get; init; } = Keep;

    /// <summary>Supplementary groups; null keeps the agent's.</summary>
    public IReadOnlyList<uint>? Groups { get; init; }

    /// <summary>The capability bounding set as a bit mask; null leaves it alone.</summary>
    public ulong? Capabilities { get; init; }

    public bool NoNewPrivileges { get; init; }
}
