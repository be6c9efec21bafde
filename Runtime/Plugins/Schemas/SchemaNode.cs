using System.Text.Json;
using System.Text.RegularExpressions;

namespace Reeve.Runtime.Plugins.Schemas;

/// <summary>One value that a schema describes. Immutable.</summary>
public sealed record SchemaNode
{
    /// <summary>JSON types that are allowed: <c>string, integer, number, boolean, object, array, null</c>. Empty: any.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>A short name for people.</summary>
    public string Title { get; init; } = "";

    /// <summary>What it means, for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>The value that leaving it out means; null if there is none.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>Samples for documentation.</summary>
    public IReadOnlyList<JsonElement> Examples { get; init; } = [];

    /// <summary>The only values allowed; empty for no limit.</summary>
    public IReadOnlyList<JsonElement> Enum { get; init; } = [];

    /// <summary>The least number, inclusive.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest number, inclusive.</summary>
    public double? Maximum { get; init; }

    /// <summary>The least count of characters (UTF-16 units) of a string.</summary>
    public int? MinLength { get; init; }

    /// <summary>The greatest count of characters (UTF-16 units) of a string.</summary>
    public int? MaxLength { get; init; }

    /// <summary>What a string must match somewhere. Matched in linear time (no backreferences, no look-around).</summary>
    public Regex? Pattern { get; init; }

    /// <summary>Members of an object, in the order of the schema.</summary>
    public IReadOnlyList<KeyValuePair<string, SchemaNode>> Properties { get; init; } = [];

    /// <summary>Members that have to be there.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Whether an object may have members that <see cref="Properties"/> does not name.</summary>
    public bool AllowsOthers { get; init; } = true;

    /// <summary>What members that <see cref="Properties"/> does not name look like; null for anything.</summary>
    public SchemaNode? Others { get; init; }

    /// <summary>The items of an array; null for anything.</summary>
    public SchemaNode? Items { get; init; }

    /// <summary>Still read, but should not be used any more.</summary>
    public bool Deprecated { get; init; }
}
