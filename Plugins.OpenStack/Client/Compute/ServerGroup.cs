namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>Servers that shall be together or apart.</summary>
internal sealed record ServerGroup
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name; names need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>affinity</c>, <c>anti-affinity</c>, <c>soft-affinity</c> or <c>soft-anti-affinity</c>.</summary>
    public string? Policy { get; set; }

    /// <summary>The same from a Nova older than 2.64.</summary>
    public IReadOnlyList<string>? Policies { get; set; }

    /// <summary>Ids of servers.</summary>
    public IReadOnlyList<string> Members { get; set; } = [];
}
