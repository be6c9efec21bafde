namespace Reeve.Plugins.OpenStack.Client.Resources;

/// <summary>Which things of a kind to list.</summary>
internal sealed record ResourceQuery
{
    /// <summary>All of them.</summary>
    public static ResourceQuery All { get; } = new();

    /// <summary>The very name; null: any.</summary>
    public string? Name { get; init; }

    /// <summary>The tags that they bear, all of these.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Further filters of the service by field, e.g. <c>device_id</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    /// <summary>How many the service shall give at a time; null: as it likes. All pages are read in any case.</summary>
    public int? PageSize { get; init; }

    /// <summary>Those that also have a field of this value.</summary>
    public ResourceQuery With(string field, string value) => this with { Fields = [.. Fields, new(field, value)] };
}
