namespace Reeve.Plugins.OpenStack.Spec;

/// <summary>Where the program of k3s comes from.</summary>
internal sealed record ProgramSource
{
    /// <summary>URL below which releases are, each in a folder of its version; empty: k3s' releases on GitHub.</summary>
    public string Url { get; set; } = "";

    /// <summary>Hex SHA-256 of programs by <c>VERSION/PROCESSOR</c> (<c>1.30.2+k3s1/amd64</c>); of others, that of the release's file of checksums.</summary>
    public Dictionary<string, string> Sha256 { get; set; } = [];
}
