namespace Reeve.Testing.OpenStack;

/// <summary>A call that a <see cref="CloudProxy"/> has seen.</summary>
/// <param name="Number">The how many-th it is, from 1.</param>
/// <param name="Service"><c>identity</c>, <c>image</c>, <c>placement</c>, <c>compute</c> or <c>network</c>.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path without the query.</param>
/// <param name="Query">Its query.</param>
/// <param name="Body">Its body, as text.</param>
public sealed record CloudCall(int Number, string Service, string Method, string Path, string Query, string Body)
{
    /// <summary>Whether it may change something.</summary>
    public bool Changes => Method is not ("GET" or "HEAD") && !IsToken;

    /// <summary>Whether it asks for a token.</summary>
    public bool IsToken => Path.EndsWith("/auth/tokens", StringComparison.Ordinal);
}
