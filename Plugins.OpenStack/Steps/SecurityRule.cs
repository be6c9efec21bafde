namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>What may come in to a machine. Compared by value.</summary>
internal sealed record SecurityRule
{
    /// <summary><c>tcp</c>, <c>udp</c>, a number of a protocol; empty for all.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>The first port; 0 for all.</summary>
    public int From { get; init; }

    /// <summary>The last port; 0 for all.</summary>
    public int To { get; init; }

    /// <summary>From machines in this security group, by id; may refer to an output. Empty: see <see cref="Network"/>.</summary>
    public string Group { get; init; } = "";

    /// <summary>From this network (CIDR).</summary>
    public string Network { get; init; } = "";
}
