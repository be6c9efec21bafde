namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>A resource that a plan refers to: there already, or made by one of its steps.</summary>
internal sealed record Made
{
    /// <summary>Its id, or a reference to it (<c>${network.id}</c>).</summary>
    public required string Id { get; init; }

    /// <summary>Its address, or a reference to it; empty if it has none.</summary>
    public string Address { get; init; } = "";

    /// <summary>The step that makes it; null if it is there already.</summary>
    public string? Step { get; init; }

    /// <summary>Another output of the step that makes it, or what is known of one that is there.</summary>
    public string Port { get; init; } = "";

    /// <summary>What to wait for before it can be used.</summary>
    public IReadOnlyList<string> Steps => Step is { } step ? [step] : [];
}
