namespace Reeve.Host.Rendering;

/// <summary>How a result is written.</summary>
internal enum OutputFormat
{
    /// <summary>Columns for people.</summary>
    Table,

    /// <summary>More columns.</summary>
    Wide,

    /// <summary>JSON, as the Kubernetes API has it where it has it.</summary>
    Json,

    /// <summary>The same as YAML.</summary>
    Yaml,

    /// <summary>Names alone, one on each line.</summary>
    Name,
}
