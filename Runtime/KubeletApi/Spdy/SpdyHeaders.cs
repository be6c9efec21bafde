namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Names and values of a stream. Names are compared without regard to case; several values of a name are kept apart by NUL.</summary>
internal sealed class SpdyHeaders
{
    public static readonly SpdyHeaders Empty = new([]);

    private readonly Dictionary<string, string> _values;

    public SpdyHeaders(IEnumerable<KeyValuePair<string, string>> values) =>
        _values = new Dictionary<string, string>(values, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The first value of a name; null if there is none.</summary>
    public string? this[string name] =>
        _values.GetValueOrDefault(name) is not { } value ? null
        : value.IndexOf('\0', StringComparison.Ordinal) is var end and >= 0 ? value[..end]
        : value;
}
