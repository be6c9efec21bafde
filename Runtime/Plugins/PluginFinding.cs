namespace Reeve.Runtime.Plugins;

/// <summary>One thing that a verification found. Immutable.</summary>
public sealed record PluginFinding
{
    /// <summary>What was looked at: <c>manifest</c>, <c>load</c>, <c>unload</c>.</summary>
    public required string Check { get; init; }

    /// <summary>Whether the plugin cannot be used because of it; otherwise it is a warning.</summary>
    public required bool IsError { get; init; }

    /// <summary>One sentence that says what to do.</summary>
    public required string Message { get; init; }
}
