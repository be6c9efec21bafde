namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>Why something of an object is not served.</summary>
/// <param name="Reason">In CamelCase, for an event.</param>
/// <param name="Message">One sentence.</param>
internal sealed record SourceProblem(string Reason, string Message)
{
    /// <summary>A port or a path is somebody else's.</summary>
    public static SourceProblem Conflict(string message) => new("Conflict", message);

    /// <summary>The proxy cannot do it.</summary>
    public static SourceProblem Unsupported(string message) => new("Unsupported", message);

    /// <summary>What it refers to is not there, or not ready.</summary>
    public static SourceProblem Missing(string message) => new("BackendNotReady", message);

    /// <summary>A certificate is not there, or not usable.</summary>
    public static SourceProblem Certificate(string message) => new("CertificateNotUsable", message);
}
