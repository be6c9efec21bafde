namespace Reeve.Benchmarks.Proxies;

/// <summary>One kind of HTTP load.</summary>
/// <param name="IsHttp2">HTTP/2 instead of HTTP/1.1.</param>
/// <param name="IsTls">Over TLS.</param>
/// <param name="Kilobytes">The size of an answer.</param>
internal sealed record LoadCase(bool IsHttp2, bool IsTls, int Kilobytes)
{
    public static IReadOnlyList<LoadCase> All { get; } =
    [
        .. from http2 in new[] { false, true } from tls in new[] { false, true } from size in new[] { 1, 100 } select new LoadCase(http2, tls, size),
    ];

    /// <inheritdoc/>
    public override string ToString() => $"{(IsHttp2 ? "HTTP/2" : "HTTP/1.1")}{(IsTls ? " over TLS" : "")}, {Kilobytes} KB";
}
