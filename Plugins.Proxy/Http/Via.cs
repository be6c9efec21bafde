using Microsoft.Extensions.Primitives;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>Marks what passes through (RFC 9110, 7.6.3), so that a request that comes back is noticed.</summary>
internal sealed class Via
{
    // Random: two agents behind each other are no loop.
    private readonly string _name;
    private readonly string _line11;
    private readonly string _line2;

    public Via()
    {
        _name = $"reeve-{Guid.NewGuid():n}";
        (_line11, _line2) = ($"1.1 {_name}", $"2 {_name}");
    }

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
    public string Line(string protocol) => protocol switch
    {
        "HTTP/1.1" => _line11,
        "HTTP/2" => _line2,
        _ => $"{protocol.AsSpan(protocol.IndexOf('/', StringComparison.Ordinal) + 1)} {_name}",
    };
}
