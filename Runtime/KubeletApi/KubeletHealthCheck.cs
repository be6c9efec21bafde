namespace Reeve.Runtime.KubeletApi;

/// <summary>Something that <c>/healthz</c> asks.</summary>
/// <param name="name">Part of its path, such as <c>syncloop</c>.</param>
/// <param name="check">Answers null where all is well, else why not; at once.</param>
public sealed class KubeletHealthCheck(string name, Func<string?> check)
{
    /// <summary>Part of its path, such as <c>syncloop</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Asks.</summary>
    /// <returns>Null where all is well, else why not.</returns>
    public string? Check() => check();
}
