using Microsoft.Extensions.Primitives;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>Marks what passes through (RFC 9110, 7.6.3), so that a request that comes back is noticed.</summary>
internal sealed class Via
{
    // Random: two agents behind each other are no loop.
    private readonly string _name = $"reeve-{Guid.NewGuid():n}";

    public bool HasPassed(StringValues header)
    {
        foreach (var line in header)
        {
            if (line is not null && line.Contains(_name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The header's line for a request that came with a protocol such as <c>HTTP/1.1</c>.</summary>
    public string Line(string protocol) => $"{protocol.AsSpan(protocol.IndexOf('/', StringComparison.Ordinal) + 1)} {_name}";
}
