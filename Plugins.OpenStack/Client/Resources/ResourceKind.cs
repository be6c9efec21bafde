using System.Text.Json.Serialization.Metadata;

namespace Reeve.Plugins.OpenStack.Client.Resources;

/// <summary>How a kind of thing is written.</summary>
/// <typeparam name="T">The thing.</typeparam>
/// <typeparam name="TCreate">What one is made of.</typeparam>
internal sealed record ResourceKind<T, TCreate>
{
    /// <summary>The path of the list below the service's address.</summary>
    public required string Path { get; init; }

    /// <summary>The path of the list with all fields; null: the same.</summary>
    public string? ListPath { get; init; }

    /// <summary>The field around the list.</summary>
    public required string Plural { get; init; }

    /// <summary>The field around one; null: there is none.</summary>
    public required string? Singular { get; init; }

    /// <summary>Reads one.</summary>
    public required JsonTypeInfo<T> Read { get; init; }

    /// <summary>Writes what one is made of.</summary>
    public required JsonTypeInfo<TCreate> Write { get; init; }

    /// <summary>One's name; null: things of this kind have none.</summary>
    public Func<T, string?>? NameOf { get; init; }

    /// <summary>One's tags; null: things of this kind have none.</summary>
    public Func<T, IReadOnlyList<string>>? TagsOf { get; init; }

    /// <summary>The field of the query for the name; null: the service does not filter by it.</summary>
    public string? NameField { get; init; } = "name";

    /// <summary>What stands in the query for a name, where that is a pattern.</summary>
    public Func<string, string> NamePattern { get; init; } = static name => name;

    /// <summary>How tags stand in the query: all in one field, or each in a field of its own.</summary>
    public string? TagsField { get; init; } = "tags";

    /// <summary>Whether each tag has a field of its own in the query.</summary>
    public bool TagByTag { get; init; }
}
