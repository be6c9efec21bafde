namespace Reeve.Plugins.Proxy.Serving;

/// <summary>A host name, or <c>*.</c> and a name for exactly one label more.</summary>
internal readonly struct HostPattern
{
    private readonly string _text;

    public HostPattern(string text)
    {
        IsWildcard = text.StartsWith("*.", StringComparison.Ordinal);
        _text = IsWildcard ? text[1..] : text;
    }

    public bool IsWildcard { get; }

    public string Name => _text;

    public bool Matches(string host)
    {
        if (!IsWildcard)
        {
            return string.Equals(host, _text, StringComparison.OrdinalIgnoreCase);
        }

        return host.Length > _text.Length && host.EndsWith(_text, StringComparison.OrdinalIgnoreCase)
            && !host.AsSpan(0, host.Length - _text.Length).Contains('.');
    }
}
