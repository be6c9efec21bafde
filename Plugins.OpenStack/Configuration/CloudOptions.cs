namespace Reeve.Plugins.OpenStack.Configuration;

/// <summary>Where a cloud's credentials are.</summary>
internal sealed record CloudOptions
{
    /// <summary>The name of a cloud in <c>clouds.yaml</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The file to take it from; null: the usual ones.</summary>
    public string? File { get; set; }

    /// <summary>A file of <c>export OS_…=…</c> lines instead. It is read, not run.</summary>
    public string? EnvironmentFile { get; set; }

    /// <summary>The region in place of what is said there.</summary>
    public string? Region { get; set; }

    /// <summary>The interface in place of what is said there: <c>public</c>, <c>internal</c> or <c>admin</c>.</summary>
    public string? Interface { get; set; }
}
