using System.Globalization;
using System.Text;

namespace Reeve.Runtime.Manifests;

/// <summary>One thing to say about a manifest, with its place. Holds no value of a Secret.</summary>
public sealed record ManifestDiagnostic
{
    /// <summary>Whether the object is refused.</summary>
    public required ManifestSeverity Severity { get; init; }

    /// <summary>The file as it was named, or the name given for text, e.g. <c>stdin</c>.</summary>
    public required string File { get; init; }

    /// <summary>Line, from 1; 0 where the whole file is meant.</summary>
    public int Line { get; init; }

    /// <summary>Column in UTF-16 code units, from 1; 0 where the whole file is meant.</summary>
    public int Column { get; init; }

    /// <summary>Path of the field in its document, e.g. <c>spec.containers[0].name</c>; empty where no field is at fault.</summary>
    public string Field { get; init; } = "";

    /// <summary>What is wrong, for the user.</summary>
    public required string Message { get; init; }

    /// <summary>One line, as compilers write it: <c>file:line:column: error: field: message</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (Line > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $":{Line}:{Column}");
        }

        text.Append(Severity == ManifestSeverity.Error ? ": error: " : ": warning: ");
        if (Field.Length > 0)
        {
            text.Append(Field).Append(": ");
        }

        return text.Append(Message).ToString();
    }
}
