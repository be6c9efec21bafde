namespace Reeve.Plugins.OpenStack.Tests.Client;

/// <summary>A call that a <see cref="ScriptedCloud"/> has seen.</summary>
internal sealed record ScriptedCall(string Method, Uri Url, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Path => Url.AbsolutePath;

    public string Query => Uri.UnescapeDataString(Url.Query);

    public string? Token => Headers.GetValueOrDefault("X-Auth-Token");

    public bool IsToken => Path.EndsWith("/auth/tokens", StringComparison.Ordinal);

    public bool IsVersion => Path is "/compute/v2.1/" or "/placement/";

    public override string ToString() => $"{Method} {Path}{Query}";
}
