namespace Reeve.Runtime.Clusters.Flavors;

/// <summary>A revision of a flavor. Immutable.</summary>
public sealed record FlavorReference
{
    /// <summary>The flavor's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whose flavor it is; empty for one that all tenants share. Found when a cluster is made: what is said before does not count.</summary>
    public string Tenant { get; set; } = "";

    /// <summary>The revision; 0 for whichever is the newest.</summary>
    public int Revision { get; set; }

    /// <summary>Reads <c>NAME</c> or <c>NAME@REVISION</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null if it is neither.</returns>
    public static FlavorReference? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? new FlavorReference { Name = text }
            : int.TryParse(text[(at + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var revision) && revision > 0
                ? new FlavorReference { Name = text[..at], Revision = revision }
                : null;
    }

    /// <summary>Whether this, as somebody asks for it, may mean a revision that a cluster was made from.</summary>
    /// <param name="made">That revision; null for none.</param>
    public bool Means(FlavorReference? made) => made is not null && made.Name == Name && (Revision == 0 || Revision == made.Revision);

    /// <summary><c>NAME</c> or <c>NAME@REVISION</c>.</summary>
    public override string ToString() => Revision == 0 ? Name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}@{Revision}");
}
