using System.Security.Cryptography;
using System.Text;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>
/// Names of what comes from a cluster in a proxy's document: labels that begin with that of the source, so that they are known again without any other record,
/// go on with what people look for, and end with a digest, so that different things never share one.
/// </summary>
/// <param name="source">The name of the source.</param>
internal sealed class SourceNames(string source)
{
    private const int Longest = 63;
    private const int DigestLength = 8;

    /// <summary>Whether a name is one of these.</summary>
    public bool IsOwn(string? name) => name is not null && name.StartsWith($"{source}-", StringComparison.Ordinal);

    /// <summary>A listener that many objects share.</summary>
    public string Shared(string what) => $"{source}-{what}";

    /// <summary>The name of a thing.</summary>
    /// <param name="what">What it is: <c>svc</c>, <c>ing</c>, …</param>
    /// <param name="parts">What tells it from others of its sort.</param>
    public string Name(string what, params IReadOnlyList<string> parts)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', [what, .. parts]))))[..DigestLength];
        var readable = new StringBuilder($"{source}-{what}");
        foreach (var part in parts)
        {
            readable.Append('-');
            foreach (var letter in part)
            {
                readable.Append(char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) ? letter : '-');
            }
        }

        return $"{readable.ToString(0, Math.Min(readable.Length, Longest - DigestLength - 1)).TrimEnd('-')}-{digest}";
    }
}
