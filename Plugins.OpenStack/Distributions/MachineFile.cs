namespace Reeve.Plugins.OpenStack.Distributions;

/// <summary>A file of a machine, written before anything runs. Nothing secret.</summary>
internal sealed record MachineFile
{
    public const string Public = "0644";
    public const string Private = "0600";
    public const string Program = "0755";

    public required string Path { get; init; }

    /// <summary>Its mode, in octal digits.</summary>
    public required string Permissions { get; init; }

    /// <summary>Its content; may refer to outputs of steps.</summary>
    public required string Content { get; init; }

    /// <summary>Whether the content is in base64.</summary>
    public bool IsEncoded { get; init; }

    /// <summary>A certificate that is an output of the step that makes the authorities.</summary>
    public static MachineFile Certificate(string name, string output) =>
        new() { Path = $"/etc/reeve/pki/{name}", Permissions = Public, Content = $"${{pki.{output}}}", IsEncoded = true };
}
