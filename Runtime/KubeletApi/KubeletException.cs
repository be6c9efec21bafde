namespace Reeve.Runtime.KubeletApi;

/// <summary>A request that is answered with an error and a text.</summary>
internal sealed class KubeletException(int code, string message) : Exception(message)
{
    /// <summary>HTTP status code.</summary>
    public int Code => code;

    /// <summary>Further headers of the answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Answer with a <c>Status</c> object instead of the text alone.</summary>
    public bool AsStatus { get; init; }
}
