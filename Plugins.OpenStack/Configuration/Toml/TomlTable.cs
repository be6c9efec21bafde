namespace Reeve.Plugins.OpenStack.Configuration.Toml;

/// <summary>
/// A table. Values are <see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="DateTimeOffset"/>, <see cref="DateTime"/>,
/// <see cref="DateOnly"/>, <see cref="TimeOnly"/>, lists of these, and tables again.
/// </summary>
internal sealed class TomlTable : Dictionary<string, object>
{
    /// <summary>Creates an empty one.</summary>
    /// <param name="origin">By what it came about.</param>
    public TomlTable(TomlOrigin origin = TomlOrigin.Header)
        : base(StringComparer.Ordinal) => Origin = origin;

    /// <summary>By what it came about: that decides whether more may be added to it.</summary>
    internal TomlOrigin Origin { get; set; }

    /// <summary>A table in it; an empty one if there is none.</summary>
    public TomlTable Table(string name) => TryGetValue(name, out var value) && value is TomlTable table ? table : new TomlTable();

    /// <summary>A text in it; null if there is none.</summary>
    public string? Text(string name) => TryGetValue(name, out var value) ? value as string : null;

    /// <summary>A list of texts in it; empty if there is none.</summary>
    public IReadOnlyList<string> Texts(string name) => TryGetValue(name, out var value) && value is IReadOnlyList<object> items ? [.. items.OfType<string>()] : [];
}
