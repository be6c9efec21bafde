using System.Buffers;

namespace Reeve.Plugins.Slurm.Jobs.Commands;

/// <summary>A path of the cluster in a container.</summary>
internal sealed record BindMount
{
    private static readonly SearchValues<char> s_needFields = SearchValues.Create(",:\"\\\r\n");

    /// <summary>The volume that it is of; empty for none.</summary>
    public string Volume { get; init; } = "";

    /// <summary>Absolute path on the cluster.</summary>
    public required string Source { get; init; }

    /// <summary>Absolute path in the container.</summary>
    public required string Target { get; init; }

    /// <summary>For reading only.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>
    /// The option of Apptainer and Singularity for it: <c>--mount</c> takes fields as CSV, in which every character of a path has its own meaning
    /// alone; <c>--bind</c>, which older versions know as well, takes what has no comma, colon, quote or backslash.
    /// </summary>
    public IEnumerable<string> ToOption()
    {
        if (!(Source + Target).AsSpan().ContainsAny(s_needFields))
        {
            return ["--bind", ReadOnly ? $"{Source}:{Target}:ro" : $"{Source}:{Target}"];
        }

        return ["--mount", $"type=bind,{Field("source", Source)},{Field("destination", Target)}{(ReadOnly ? ",ro" : "")}"];
    }

    private static string Field(string name, string value) => $"\"{name}={value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
