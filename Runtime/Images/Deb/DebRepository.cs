namespace Reeve.Runtime.Images.Deb;

/// <summary>A repository of Debian packages. Source: sources.list(5), the deb822 style. Its text form hides the password.</summary>
public sealed record DebRepository
{
    /// <summary>Its name: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Namespaces whose pods may use it; empty for all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Addresses, such as <c>https://apt.example.org/debian</c>.</summary>
    public required IReadOnlyList<string> Uris { get; init; }

    /// <summary>Suites, such as <c>bookworm</c>, or <c>./</c> for a flat repository.</summary>
    public required IReadOnlyList<string> Suites { get; init; }

    /// <summary>Components, such as <c>main</c>; none for a flat repository.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    /// <summary>The file of keys that sign it: an absolute path. Without it the repository has to be <see cref="Trusted"/>.</summary>
    public string? SignedBy { get; init; }

    /// <summary>Whether its signature is not looked at.</summary>
    public bool Trusted { get; init; }

    /// <summary>The user's name at its server.</summary>
    public string? Login { get; init; }

    /// <summary>The password at its server.</summary>
    public string? Password { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
