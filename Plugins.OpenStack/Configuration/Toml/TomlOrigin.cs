namespace Reeve.Plugins.OpenStack.Configuration.Toml;

/// <summary>By what a table came about.</summary>
internal enum TomlOrigin
{
    /// <summary>It stands between others in the name of one: its own header may follow.</summary>
    Implied,

    /// <summary>A header of its own.</summary>
    Header,

    /// <summary>A key with dots: more such keys may follow in the same place.</summary>
    Dotted,

    /// <summary>It stands in braces: nothing may be added.</summary>
    Inline,
}
