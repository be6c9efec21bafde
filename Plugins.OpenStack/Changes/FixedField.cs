namespace Reeve.Plugins.OpenStack.Changes;

/// <summary>A field that may not change, or not in every way, with the value that a specification gives it.</summary>
internal sealed record FixedField
{
    private const string Anew = "delete the cluster and create it again, or make another one";

    /// <summary>What its value is noted as: the same over all changes of the specification.</summary>
    public required string Key { get; init; }

    /// <summary>The field in the specification as it is now, for errors.</summary>
    public required string Field { get; init; }

    /// <summary>Its value.</summary>
    public required string Value { get; init; }

    /// <summary>The id of what the value names in the cloud; null if it names nothing. Other words for the same thing are no change.</summary>
    public string? Id { get; init; }

    /// <summary>The value of clusters of which others are noted and this is not: they were made before there was such a field. Null if nothing is known of them.</summary>
    public string? Unnoted { get; init; }

    /// <summary>What to do instead.</summary>
    public string WayOut { get; init; } = Anew;

    /// <summary>Whether a value may become another one nevertheless.</summary>
    public Func<string, string, bool> Allows { get; init; } = static (_, _) => false;

    /// <summary>What the id is noted as.</summary>
    public string IdKey => $"{Key}#id";

    /// <summary>Sees whether it may have its value on a cluster whose fields were noted.</summary>
    /// <returns>What is wrong; null if nothing is.</returns>
    public FieldError? Check(IReadOnlyDictionary<string, string> noted)
    {
        if ((noted.TryGetValue(Key, out var value) ? value : noted.Count > 0 ? Unnoted : null) is not { } before)
        {
            return null; // noted by an earlier version, or there was none such
        }

        var same = Id is { } id && noted.TryGetValue(IdKey, out var known) ? id == known : Value == before;
        return same || Allows(before, Value)
            ? null
            : new FieldError { Field = Field, Message = $"Forbidden: \"{Value}\": it is \"{before}\", and cannot be changed on a cluster that is there: {WayOut}" };
    }
}
