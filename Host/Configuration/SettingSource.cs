using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Configuration;

/// <summary>A value as it was written somewhere, before it is parsed.</summary>
internal sealed record SettingSource
{
    /// <summary>The setting.</summary>
    public required Setting Setting { get; init; }

    /// <summary>The file, the variable or the flag.</summary>
    public required string Origin { get; init; }

    /// <summary>What was written. Texts from flags and the environment are scalars; lists there are sequences.</summary>
    public required YamlNode Node { get; init; }

    /// <summary>Whether a mapping goes over the one of the layers below, key by key, instead of replacing it.</summary>
    public bool Merge { get; init; }

    /// <summary>Directory for relative paths; null for the current one.</summary>
    public string? BaseDirectory { get; init; }

    /// <summary>An error at this value.</summary>
    public ConfigurationError Error(string message, YamlNode? node = null) => new()
    {
        Source = Origin,
        Line = BaseDirectory is null ? 0 : (int)(node ?? Node).Start.Line,
        Column = BaseDirectory is null ? 0 : (int)(node ?? Node).Start.Column,
        Message = message,
    };
}
