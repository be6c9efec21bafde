namespace Reeve.Host.Configuration;

/// <summary>Makes a property of the options types a setting: of the configuration file, the environment, and the documentation.</summary>
/// <param name="description">What it does, in one or two sentences.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingAttribute(string description) : Attribute
{
    /// <summary>What it does.</summary>
    public string Description { get; } = description;

    /// <summary>The default in words, where it depends on the machine.</summary>
    public string? Default { get; init; }

    /// <summary>The flag of <c>reeve run</c> or <c>reeve node</c> that sets it, if it has one of its own.</summary>
    public string? Flag { get; init; }

    /// <summary>The values are paths: relative ones in a file are relative to the file's directory.</summary>
    public bool IsPath { get; init; }

    /// <summary>The values are pairs as <c>key=value</c>, which may also be written as a mapping.</summary>
    public bool IsPairs { get; init; }

    /// <summary>The schemas of the entries of a list or mapping, separated by commas.</summary>
    public string? Entry { get; init; }

    /// <summary>Never printed.</summary>
    public bool Secret { get; init; }
}
